"""Waits for a database that is still starting, or is away for a moment, when the engine starts."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

from logs import note

WAIT_SECONDS = 120
PAUSE_SECONDS = 1.0


def open_when_it_answers(open_it: Callable[[], None]) -> None:
    """Opens a database; while it does not answer, again and again.

    Without this an engine that starts in the seconds in which PostgreSQL is away ends.

    Args:
        open_it: Opens it; may be called several times.

    Raises:
        sqlalchemy.exc.DBAPIError: It did not answer for two minutes.
    """
    ends = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            open_it()
        except DBAPIError as error:
            note("database_away", error=error)
            if time.monotonic() > ends:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return
