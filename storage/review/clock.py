"""A time zone as databases without time zones can reckon with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

# Before it there was no assistant; after it the clocks may have changed their ways.
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
YEARS_AHEAD = 1
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Clock:
    """How far a clock is from UTC: at first, and from each moment on at which it was put."""

    first: int
    """Seconds that it is ahead of UTC."""
    changes: tuple[tuple[datetime, int], ...] = ()
    """From when, and how many seconds it is ahead then; the oldest first."""


UTC_CLOCK = Clock(0)


def clock_of(zone: ZoneInfo) -> Clock:
    """Find when the clocks of a time zone change, up to the end of next year.

    Args:
        zone: The time zone.
    """
    return _clock_until(zone, datetime.now(UTC).year + YEARS_AHEAD)


@lru_cache(maxsize=8)
def _clock_until(zone: ZoneInfo, year: int) -> Clock:
    changes = []
    moment, ahead = FIRST, _ahead(zone, FIRST)
    while moment.year <= year:
        tomorrow = moment + timedelta(days=1)
        if _ahead(zone, tomorrow) != ahead:
            while _ahead(zone, moment) == ahead:
                moment += _QUARTER
            ahead = _ahead(zone, moment)
            changes.append((moment, ahead))
        moment = tomorrow
    return Clock(_ahead(zone, FIRST), tuple(changes))


def _ahead(zone: ZoneInfo, moment: datetime) -> int:
    """Return how many seconds the clocks are ahead of UTC at a moment."""
    offset = moment.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0
