"""The forms of the leads pages."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, StringConstraints, model_validator

from web.clean_text import is_text

NOTE_LENGTH = 4000


def _unix_lines(value: object) -> object:
    """Browsers send line ends as two characters, and count them as one."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


Note = Annotated[
    str, BeforeValidator(_unix_lines), StringConstraints(max_length=NOTE_LENGTH), is_text
]
Maybe = Annotated[int | None, BeforeValidator(lambda value: value or None)]


class AssignForm(BaseModel):
    """Who takes care of the lead from now on."""

    assignee: Maybe = None
    seen: Maybe = None
    """Who did, as the page showed it: somebody else may have been quicker."""


class OutcomeForm(BaseModel):
    """What came of it."""

    state: Literal["new", "called", "no_answer", "booked", "closed"]
    note: Note = ""


class NoteForm(BaseModel):
    """A note."""

    note: Annotated[Note, StringConstraints(min_length=1)]


class PlanForm(BaseModel):
    """When to call, in the clinic's time zone; empty: no time is agreed."""

    day: Annotated[date | None, BeforeValidator(lambda value: value or None)] = None
    start: Annotated[time | None, BeforeValidator(lambda value: value or None)] = None
    end: Annotated[time | None, BeforeValidator(lambda value: value or None)] = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        given = [value is not None for value in (self.day, self.start, self.end)]
        if any(given) and not all(given):
            raise ValueError("please give day, start and end")
        if self.start and self.end and self.end <= self.start:
            raise ValueError("the end must be after the start")
        return self


class ExportForm(BaseModel):
    """What to write into the file."""

    state: Literal["", "new", "called", "no_answer", "booked", "closed"] = ""
    contacts: bool = False
    reason: Annotated[Note, StringConstraints(max_length=500)] = ""
