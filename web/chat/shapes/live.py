"""The person who was asked for, or who is there."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel

from storage.tables import Takeover


class LiveShape(BaseModel):
    """A person in the conversation: to be expected, or there."""

    state: Literal["asked", "joined"]
    name: str | None
    """Who has joined."""

    @classmethod
    def of(cls, takeover: Takeover | None) -> Self | None:
        """Show a takeover; None where there is none."""
        if takeover is None or takeover.ended_at is not None:
            return None
        if takeover.is_joined:
            return cls(state="joined", name=takeover.name)
        return cls(state="asked", name=None)
