"""Structured logs: one JSON object a line, without visitors' words or addresses."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)

_ROOT = str(Path(__file__).resolve().parents[1]) + "/"
_log = logging.getLogger("door")


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON.

    Of records that are not ours only the place and the kind of error is written: their
    words may hold a visitor's.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write the record.

        Args:
            record: Any record of Python's logging.

        Returns:
            One line.
        """
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name == _log.name:
            line |= {"event": record.getMessage(), "request": REQUEST_ID.get()}
            line |= getattr(record, "fields", {})
        else:
            line |= {"event": record.name, "place": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[1]:
            line |= _describe(record.exc_info[1])
        return json.dumps(line, default=str)


def configure() -> None:
    """Send all logs of this process to standard output in our form."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _log.setLevel(logging.INFO)
    for name in ("sanic.root", "sanic.server", "sanic.error", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def note(event: str, error: BaseException | None = None, **fields: object) -> None:
    """Write one line.

    Args:
        event: What happened, one word.
        error: The exception that caused it; its kind and place are written, not its words.
        **fields: Plain values: numbers, flags, codes, hashes. Never text or addresses.
    """
    level = logging.ERROR if error else logging.INFO
    shown = fields | (_describe(error) if error else {})
    _log.log(level, event, extra={"fields": shown})


def short_hash(value: str) -> str:
    """Shorten an id, so that lines on the same thing can be found together.

    Args:
        value: Any id.

    Returns:
        Ten hexadecimal digits.
    """
    return sha256(value.encode()).hexdigest()[:10]


def _describe(error: BaseException) -> dict[str, object]:
    """Tell kind and place of an error, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return {
        "error": type(error).__name__,
        "cause": type(error.__cause__).__name__ if error.__cause__ else None,
        "frames": [f"{f.filename.removeprefix(_ROOT)}:{f.lineno} {f.name}" for f in frames],
    }
