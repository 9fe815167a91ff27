"""How many notices there are of each state."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoticeCounts:
    """The outbox in three numbers."""

    waiting: int
    sent: int
    """Since the moment that was asked for."""
    dead: int
