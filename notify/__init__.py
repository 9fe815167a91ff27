"""The outbox worker: tells the clinic of new requests and urgent messages."""
