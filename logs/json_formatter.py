"""The form of all our log lines."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import datetime, timezone
from pathlib import Path

from logs.request_id import REQUEST_ID

NAME = "assistant"
"""Name of the logger whose records are ours."""

_ROOT = str(Path(__file__).resolve().parents[1]) + "/"


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
        # `datetime.UTC` is not there in the engine's Python 3.10.
        at = datetime.fromtimestamp(record.created, timezone.utc)
        line: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name == NAME:
            line["event"] = record.getMessage()
            if request := REQUEST_ID.get():
                line["request"] = request
            line |= getattr(record, "fields", {})
        else:
            line |= {"event": record.name, "place": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[1]:
            line |= describe(record.exc_info[1])
        return json.dumps(line, default=str)


def describe(error: BaseException) -> dict[str, object]:
    """Tell kind and place of an error, without its message.

    Args:
        error: Any exception.

    Returns:
        Its kind, that of its cause, and the innermost eight places.
    """
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return {
        "error": type(error).__name__,
        "cause": type(error.__cause__).__name__ if error.__cause__ else None,
        "frames": [f"{f.filename.removeprefix(_ROOT)}:{f.lineno} {f.name}" for f in frames],
    }
