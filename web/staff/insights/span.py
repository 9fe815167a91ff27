"""The span of days that figures are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from web.staff.conversations.list_query import Arguments, ListQuery, read_day, start_of

USUAL_DAYS = 30
MOST_DAYS = 1100
WEEK = 7
# More bars than this can not be told apart.
MOST_BARS = 62


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included, in the clinic's time zone."""

    first: date
    last: date

    @classmethod
    def of(cls, arguments: Arguments, today: date) -> Self:
        """Read `?since=DAY&until=DAY`; without them, the last 30 days.

        Args:
            arguments: The query of the address.
            today: Today in the clinic.
        """
        last = read_day(arguments.get("until")) or today
        first = read_day(arguments.get("since")) or last - timedelta(days=USUAL_DAYS - 1)
        first, last = min(first, last), max(first, last)
        return cls(max(first, last - timedelta(days=MOST_DAYS - 1)), last)

    @classmethod
    def back(cls, days: int, today: date) -> Self:
        """Return so many days that end today."""
        return cls(today - timedelta(days=days - 1), today)

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return when it begins, and when it is over."""
        return start_of(self.first, zone), start_of(self.last + timedelta(days=1), zone)

    @property
    def days_a_bar(self) -> int:
        """How many days one bar of a chart stands for."""
        days = (self.last - self.first).days + 1
        if days <= MOST_BARS:
            return 1
        return WEEK * -(-days // (WEEK * 2 * MOST_BARS))

    def part(self, first: date) -> Span:
        """Return the days of the bar that begins with a day."""
        return Span(first, min(self.last, first + timedelta(days=self.days_a_bar - 1)))

    def query(self, **filters: str) -> ListQuery:
        """Return the list's filters for the conversations that started in it."""
        return ListQuery(
            started_since=self.first.isoformat(), started_until=self.last.isoformat(), **filters
        )

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.first:%a} {self.first.day} {self.first:%b %Y}"
        return f"{self.first.day} {self.first:%b %Y} to {self.last.day} {self.last:%b %Y}"
