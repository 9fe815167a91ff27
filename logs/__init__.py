"""Structured logs: one JSON object a line, without visitors' words or addresses."""

from logs.json_formatter import REQUEST_ID
from logs.lines import configure, note, short_hash

__all__ = ["REQUEST_ID", "configure", "note", "short_hash"]
