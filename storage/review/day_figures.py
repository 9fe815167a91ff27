"""The figures of one day."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Self


@dataclass(frozen=True)
class DayFigures:
    """Conversations that started on a day, and how many of them are of which kind."""

    day: date
    conversations: int = 0
    asked: int = 0
    """The visitor wrote something."""
    unanswered: int = 0
    urgent: int = 0
    handed_over: int = 0
    helpful: int = 0
    unhelpful: int = 0

    def plus(self, other: Self) -> Self:
        """Add the figures of another day or time; the day stays this one."""
        sums = {
            field.name: getattr(self, field.name) + getattr(other, field.name)
            for field in fields(self)
            if field.name != "day"
        }
        return type(self)(day=self.day, **sums)
