"""Structured logs: one JSON object a line, without visitors' words or addresses."""

from logs.lines import configure, configure_own, note, short_hash
from logs.request_id import REQUEST_ID, REQUEST_ID_HEADER, well_formed

__all__ = [
    "REQUEST_ID",
    "REQUEST_ID_HEADER",
    "configure",
    "configure_own",
    "note",
    "short_hash",
    "well_formed",
]
