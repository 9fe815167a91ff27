"""A missed question on its way into a cluster."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Missed:
    """A visitor's message that was not answered well and is in no cluster yet."""

    message_id: int
    text: str
    """Masked."""
    reason: str
    """One of `storage.tables.missed_question.REASONS`."""
    missed_at: datetime
