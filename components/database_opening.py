"""Opens the database of the engine's conversations, also one that is still starting."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from logs import note

WAIT_SECONDS = 120
PAUSE_SECONDS = 1.0
SQLITE_BUSY_MILLISECONDS = 5000
# Any number will do, as long as all engines use the same.
_INDEX_LOCK = 7_306_002


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


def sqlite_that_stays_open(url: str) -> sa.engine.Engine:
    """Gives SQLite with connections that stay open: with Rasa's, each query writes the log back.

    Args:
        url: ``sqlite:///…``.
    """
    engine = sa.create_engine(
        url, poolclass=sa.pool.QueuePool, connect_args={"check_same_thread": False}
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def make_index(engine: sa.engine.Engine) -> None:
    """Lets PostgreSQL find a conversation's newest event; SQLite's own index is enough."""
    with engine.begin() as connection:
        # Engines that start at once would trip over each other.
        connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_INDEX_LOCK})"))
        connection.execute(
            sa.text("CREATE INDEX IF NOT EXISTS events_newest ON events (sender_id, id)")
        )


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Lets readers and a writer work side by side, and a second writer wait."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute(f"PRAGMA busy_timeout={SQLITE_BUSY_MILLISECONDS}")
