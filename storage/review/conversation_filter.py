"""Which conversations a colleague wants to see."""

from dataclasses import dataclass
from datetime import datetime

from storage.review.clock import UTC_CLOCK, Clock

HELPFUL = "helpful"
UNHELPFUL = "unhelpful"
UNRATED = "unrated"
CALLED = "called"
BOOKED = "booked"
NOBODY = 0


@dataclass(frozen=True)
class ConversationFilter:
    """Conditions that all have to hold; without any, every conversation is meant."""

    active_from: datetime | None = None
    """Something was written at this moment or after it."""
    active_before: datetime | None = None
    """Something was written before this moment, and not before `active_from`."""
    started_from: datetime | None = None
    """It started at this moment or after it: what the figures count."""
    started_before: datetime | None = None
    hour: int | None = None
    """It started in this hour of the day (0 to 23), by `clock`."""
    weekday: int | None = None
    """It started on this day of the week (0: Monday), by `clock`."""
    clock: Clock = UTC_CLOCK
    """The clinic's clock."""
    topic: str | None = None
    confidence_below: float | None = None
    """At least one question was understood with less confidence (0 to 1)."""
    waiting: bool = False
    """The visitor asked for a person, and nobody has come yet."""
    unanswered: bool = False
    urgent: bool = False
    handed_over: bool = False
    """The visitor left a request."""
    outcome: str | None = None
    """What came of its request: `called` (somebody tried to reach the visitor) or `booked`."""
    rating: str | None = None
    """`helpful`, `unhelpful` or `unrated`: a verdict on any reply."""
    least_messages: int | None = None
    """Messages of both sides."""
    page: str | None = None
    """Path of the page on which the chat was opened."""
    reviewer_id: int | None = None
    """Account of the colleague who looks after it; 0: nobody does."""
    state: str | None = None
    """`open`, `later` or `reviewed`."""
    tag: str | None = None
