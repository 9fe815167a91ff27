"""Encrypts the engine's stored conversations with the newest key: part of `make rotate-keys`.

It may run beside the engine and be stopped at any moment; what is done stays done.
"""

from __future__ import annotations

import os
import sys

import sqlalchemy as sa

from components.sealed_events import SealedEvents
from components.tracker_store import DEFAULT_URL

BATCH = 500
_READ = sa.text("SELECT id, data FROM events WHERE id > :after ORDER BY id LIMIT :limit")
_WRITE = sa.text("UPDATE events SET data = :data WHERE id = :id")


def rotate(url: str, sealed: SealedEvents) -> int:
    """Encrypts all stored events anew.

    Args:
        url: The engine's database.
        sealed: Its first key encrypts, all of them decrypt.

    Returns:
        The number of events.

    Raises:
        ValueError: No key opens one of them; those before it are done.
    """
    engine = sa.create_engine(url)
    if not sa.inspect(engine).has_table("events"):
        return 0
    count, after = 0, 0
    while True:
        with engine.begin() as connection:
            rows = connection.execute(_READ, {"after": after, "limit": BATCH}).fetchall()
            for row in rows:
                connection.execute(_WRITE, {"id": row.id, "data": sealed.renew(row.data)})
        if not rows:
            return count
        count, after = count + len(rows), rows[-1].id


def main() -> int:
    """Rotates the database of the environment; gives the exit status."""
    try:
        count = rotate(
            os.environ.get("ENGINE_DATABASE_URL") or DEFAULT_URL, SealedEvents.from_environment()
        )
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"Engine: {count} events are under the newest key.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
