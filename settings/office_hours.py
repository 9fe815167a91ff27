"""Hours of the week, read from words like `Mon-Fri 09:00-17:00; Sat 10:00-14:00`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Self

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(
    r"([a-z]{3})(?:-([a-z]{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)", re.ASCII | re.IGNORECASE
)
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class OfficeHours:
    """Spans of the week; none: never."""

    spans: tuple[tuple[int, int, int], ...]
    """Day (Monday is 0), first minute of the day, and the minute at which it is over."""

    @classmethod
    def of(cls, words: str) -> Self:
        """Read hours.

        Args:
            words: Spans with semicolons between them, such as `Mon-Fri 09:00-17:00`; may be empty.

        Returns:
            The hours.

        Raises:
            ValueError: It can not be read that way.
        """
        spans: list[tuple[int, int, int]] = []
        for part in filter(None, (part.strip() for part in words.split(";"))):
            spans += _read(part)
        return cls(tuple(spans))

    def has(self, moment: datetime) -> bool:
        """Tell whether a moment is within the hours.

        Args:
            moment: The moment, in the clinic's time zone.
        """
        minute = moment.hour * 60 + moment.minute
        return any(
            day == moment.weekday() and start <= minute < end for day, start, end in self.spans
        )


def _read(part: str) -> list[tuple[int, int, int]]:
    """Read one span, for each of its days."""
    found = _SPAN.fullmatch(part)
    if found is None:
        raise ValueError
    first, last = DAYS.index(found[1].lower()), DAYS.index((found[2] or found[1]).lower())
    start, end = _minute(found[3], found[4]), _minute(found[5], found[6])
    if last < first or end <= start:
        raise ValueError
    return [(day, start, end) for day in range(first, last + 1)]


def _minute(hour: str, minute: str) -> int:
    """Return the minute of the day; 24:00 is its end."""
    found = int(hour) * 60 + time(0, int(minute)).minute
    if found > _DAY_MINUTES:
        raise ValueError
    return found
