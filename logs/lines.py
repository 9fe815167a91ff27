"""Writes our log lines."""

from __future__ import annotations

import logging
import sys
from hashlib import sha256

from logs.json_formatter import NAME, JsonFormatter, describe

_log = logging.getLogger(NAME)


def configure() -> None:
    """Send all logs of this process to standard output in our form."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _log.setLevel(logging.INFO)
    for name in ("sanic.root", "sanic.server", "sanic.error", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def configure_own() -> None:
    """Send our own lines to standard output in our form; others' logs stay as Rasa has them."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    _log.handlers[:] = [handler]
    _log.propagate = False
    _log.setLevel(logging.INFO)


def note(event: str, error: BaseException | None = None, **fields: object) -> None:
    """Write one line.

    Args:
        event: What happened, one word.
        error: The exception that caused it; its kind and place are written, not its words.
        **fields: Plain values: numbers, flags, codes, hashes. Never text or addresses.
    """
    level = logging.ERROR if error else logging.INFO
    shown = fields | (describe(error) if error else {})
    _log.log(level, event, extra={"fields": shown})


def short_hash(value: str) -> str:
    """Shorten an id, so that lines on the same thing can be found together.

    Args:
        value: Any id.

    Returns:
        Ten hexadecimal digits.
    """
    return sha256(value.encode()).hexdigest()[:10]
