"""An alarm that nobody has looked at yet."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class UrgentMessage:
    """The newest urgent message of a conversation."""

    conversation_id: str
    seq: int
    at: datetime
    topic: str
    """`crisis` or `urgent_symptom`; for the first a person may be in danger from themselves."""
    text: str
    """Masked."""
