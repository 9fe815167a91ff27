"""A place in the list of conversations, to go on from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Place:
    """The place of one conversation: newest first, equal moments by id."""

    last_at: datetime
    conversation_id: str
