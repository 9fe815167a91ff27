"""What the address of the list says: the filters, the search, and where the page begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, Self
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from storage.review.clock import clock_of
from storage.review.conversation_filter import (
    BOOKED,
    CALLED,
    HELPFUL,
    UNHELPFUL,
    UNRATED,
    ConversationFilter,
)
from storage.tables.conversation import LATER, OPEN, REVIEWED

LONGEST = 200
OUTCOMES = (CALLED, BOOKED)
RATINGS = (HELPFUL, UNHELPFUL, UNRATED)
STATES = (OPEN, LATER, REVIEWED)
WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("waiting", "unanswered", "urgent", "handed_over"), ("1",)),
    "outcome": OUTCOMES,
    "rating": RATINGS,
    "state": STATES,
}
"""Fields that are one of some words."""
NUMBERS = {
    **dict.fromkeys(("least", "reviewer"), range(10**9)),
    "below": range(1, 101),
    "hour": range(24),
    "weekday": range(7),
}
"""Fields that are a number, and which."""
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


class Arguments(Protocol):
    """What gives the first value of each argument, as Sanic does."""

    def get(self, name: str, /) -> str | None:
        """Return the value, or None."""


@dataclass(frozen=True)
class ListQuery:
    """The filters as they stand in an address; empty fields mean 'all'.

    The names of the fields are the names in the address.
    """

    q: str = ""
    """Words to search for."""
    since: str = ""
    """First day, `2026-11-24`, in the clinic's time zone."""
    until: str = ""
    """Last day."""
    started_since: str = ""
    """First day on which it started; the links of the figures say it."""
    started_until: str = ""
    hour: str = ""
    """It started in this hour, `9` for 09:00 to 09:59."""
    weekday: str = ""
    """It started on this day of the week, `0` for Monday."""
    topic: str = ""
    below: str = ""
    """Confidence in per cent."""
    waiting: str = ""
    """`1`, as the next three."""
    unanswered: str = ""
    urgent: str = ""
    handed_over: str = ""
    outcome: str = ""
    """What came of its request: `called`, `booked`."""
    rating: str = ""
    least: str = ""
    """Messages of both sides."""
    page: str = ""
    reviewer: str = ""
    """Id of an account, `0` for nobody."""
    state: str = ""
    tag: str = ""

    @classmethod
    def of(cls, arguments: Arguments) -> Self:
        """Read an address; what makes no sense in it is left out.

        Args:
            arguments: The query of the address: Sanic's, or a dict.

        Returns:
            The filters.
        """
        values = {
            field.name: " ".join((arguments.get(field.name) or "").split())[:LONGEST]
            for field in fields(cls)
        }
        return cls(**{name: value for name, value in values.items() if _is_sound(name, value)})

    def filter_in(self, zone: ZoneInfo) -> ConversationFilter:
        """Turn it into what the storage understands.

        Args:
            zone: The clinic's time zone, in which days begin and end.

        Returns:
            The filter; the search is not part of it.
        """
        return ConversationFilter(
            active_from=_start_of(self.since, zone) if self.since else None,
            active_before=_start_of(self.until, zone, days=1) if self.until else None,
            started_from=_start_of(self.started_since, zone) if self.started_since else None,
            started_before=(
                _start_of(self.started_until, zone, days=1) if self.started_until else None
            ),
            hour=int(self.hour) if self.hour else None,
            weekday=int(self.weekday) if self.weekday else None,
            clock=clock_of(zone),
            topic=self.topic or None,
            confidence_below=int(self.below) / 100 if self.below else None,
            waiting=bool(self.waiting),
            unanswered=bool(self.unanswered),
            urgent=bool(self.urgent),
            handed_over=bool(self.handed_over),
            outcome=self.outcome or None,
            rating=self.rating or None,
            least_messages=int(self.least) if self.least else None,
            page=self.page or None,
            reviewer_id=int(self.reviewer) if self.reviewer else None,
            state=self.state or None,
            tag=self.tag or None,
        )

    def items(self) -> list[tuple[str, str]]:
        """Return the filters that are on, as name and value."""
        pairs = ((field.name, str(getattr(self, field.name))) for field in fields(self))
        return [(name, value) for name, value in pairs if value]

    def without(self, name: str) -> Self:
        """Return the same without one filter."""
        return replace(self, **{name: ""})

    def address(self, path: str, **more: str) -> str:
        """Write the address of a page with these filters.

        Args:
            path: Path of the page.
            **more: Further arguments; empty ones are left out.
        """
        pairs = [*self.items(), *((name, value) for name, value in more.items() if value)]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def _is_sound(name: str, value: str) -> bool:
    """Tell whether a value is one that the filter can have."""
    if name in ("since", "until", "started_since", "started_until"):
        return read_day(value) is not None
    if name in NUMBERS:
        return _NUMBER.fullmatch(value) is not None and int(value) in NUMBERS[name]
    return value in WORDS[name] if name in WORDS else value.isprintable()


def read_day(value: str | None) -> date | None:
    """Read a day as `2026-11-24`; None: it is none, or too far away to reckon with."""
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        return None
    # Further away, a day more or another time zone would leave the calendar.
    return day if 1970 <= day.year < 9999 else None


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Return when a day begins in the clinic."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _start_of(value: str, zone: ZoneInfo, days: int = 0) -> datetime:
    """Return when the day that the address says begins, or one some days later."""
    return start_of(date.fromisoformat(value) + timedelta(days=days), zone)
