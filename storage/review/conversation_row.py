"""One line of the list of conversations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.review.place import Place
from storage.tables import Conversation


@dataclass(frozen=True)
class ConversationRow:
    """A conversation with what tells it from others."""

    conversation: Conversation
    question: str | None
    """What the visitor asked first, masked; None: nothing that may be read."""
    topics: list[str]
    """In alphabetical order."""
    tags: list[str]
    waits_since: datetime | None = None
    """When the visitor asked for a person, if nobody has come yet (UTC)."""

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return Place(self.conversation.last_at, self.conversation.id)
