"""What a turn has compared with the database: it need not ask again a few milliseconds later.

A turn holds the conversation's lock and stores only on top of what it has read: should another
engine write in between, that is found out when the turn is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_SURE: ContextVar[set[str] | None] = ContextVar("sure", default=None)


@contextmanager
def one_turn() -> Iterator[None]:
    """Opens a turn: what is made sure of within it holds until its end."""
    token = _SURE.set(set())
    try:
        yield
    finally:
        _SURE.reset(token)


def make_sure(conversation_id: str) -> None:
    """Notes that the copy in memory is what the database holds; outside of a turn it does not."""
    sure = _SURE.get()
    if sure is not None:
        sure.add(conversation_id)


def made_sure(conversation_id: str) -> bool:
    """Tells whether this turn has seen or made the copy in memory the newest one."""
    return conversation_id in (_SURE.get() or ())
