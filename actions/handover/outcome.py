"""What a turn of the form comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from actions.handover.request import Request


class Ending(Enum):
    """How a form ends."""

    CANCELLED = "cancelled"
    REFUSED = "refused"
    MINOR = "minor"
    SAVED = "saved"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Say:
    """A response to say, with the values that its text names beside the slots'."""

    response: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """The request after a turn, what is said, and what is asked for next.

    Attributes:
        request: As it stands now.
        says: In order; the question for `step` comes after them.
        step: The slot to ask for; None: the form ends.
        ending: How it ends, if it does.
    """

    request: Request
    says: tuple[Say, ...]
    step: str | None
    ending: Ending | None = None
