"""Conversations that colleagues take over: streams, and who can be asked."""
