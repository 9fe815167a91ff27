"""One turn of a written conversation: what the visitor does, what is expected then."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, model_validator


class Turn(BaseModel, strict=True, extra="forbid", frozen=True):
    """What stands under `turns:` in a conversation's file; what is left out is not checked."""

    visitor: str | None = None
    """Types this."""
    presses: str | int | None = None
    """Presses the button with this title or, counted from 1, in this place."""

    topics: list[str] | None = None
    """Topics that are understood: these, in this order."""
    first_topic: str | None = None
    says: list[str] = []
    """Words that the replies hold, whichever of them does."""
    never_says: list[str] = []
    sources: list[str | None] | None = None
    """The section that each reply rests on; null for a reply that rests on none."""
    curated: bool | None = None
    """Whether any reply rests on the source document."""
    buttons: list[str] | int | None = None
    """The titles of all buttons in order, or their number."""
    never_offers: list[str] = []
    form: bool | None = None
    """Whether the form for a consultation is open after it."""
    saved: bool = False
    """The request is saved, and its number is given; checked always."""
    urgent: bool = False
    """Marked for the staff; checked always."""

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        if (self.visitor is None) == (self.presses is None):
            raise ValueError("a turn has either 'visitor' or 'presses'")
        return self

    @property
    def deed(self) -> str:
        """What the visitor does, as the printed dialogue shows it."""
        return f"presses {self.presses!r}" if self.visitor is None else repr(self.visitor)
