"""Tests of the outbox worker, against a real mail server and a real web server."""
