"""How much of a conversation is stored, as a copy in memory knows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StoredEvents:
    """What the database held of a conversation when it was read or written last.

    Attributes:
        count: How many of the tracker's events are stored.
        newest: Row id and timestamp of the newest one; ``None``: there is none. An id alone would
            not do: SQLite gives the ids of deleted rows again.
    """

    count: int = 0
    newest: tuple[int, float] | None = None
