"""A conversation that a search found."""

from __future__ import annotations

from dataclasses import dataclass

from storage.review.conversation_row import ConversationRow


@dataclass(frozen=True)
class SearchHit:
    """A conversation and the newest of its messages that has the words."""

    row: ConversationRow
    message_id: int
    """Also the place to go on from."""
    seq: int
    text: str
    """The masked text of that message."""
