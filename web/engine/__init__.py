"""The engine behind the door: its channel on loopback."""
