"""A look at a conversation's lock before it is taken."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass


class CountingLock(asyncio.Lock):
    """A lock that knows how often it was taken."""

    taken = 0


@dataclass(frozen=True)
class Glance:
    """How often a free lock had been taken at some moment."""

    lock: CountingLock
    taken: int

    @property
    def undisturbed(self) -> bool:
        """Whether who holds the lock now is the first since then.

        What was read after the glance still holds: only who has the lock answers a message or
        joins a conversation.
        """
        return self.lock.taken == self.taken + 1
