"""A wording that visitors saw."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SeenVersion:
    """One version of an answer in visitors' conversations."""

    version: str
    times: int
    first_at: datetime
    last_at: datetime
    conversation_id: str
    """The newest conversation in which it was said."""
