"""A conversation read again."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, Field

from storage.tables import Feedback, Message
from storage.vault import Vault
from storage.words import comment_of, words_of
from web.chat.shapes.reply import ButtonShape, SourceShape, buttons_of, source_of

Sender = Literal["visitor", "assistant"]


class FeedbackShape(BaseModel):
    """The visitor's verdict on a reply."""

    helpful: bool
    comment: str | None

    @classmethod
    def of(cls, feedback: Feedback, vault: Vault) -> Self:
        """Show a stored verdict."""
        return cls(helpful=feedback.helpful, comment=comment_of(feedback, vault))


class HistoryMessageShape(BaseModel):
    """A message of either side."""

    seq: int
    sender: Sender = Field(serialization_alias="from")
    id: str | None
    """The browser's id; the visitor's messages only."""
    text: str
    """What the visitor saw: of a pressed button its title."""
    buttons: list[ButtonShape]
    source: SourceShape | None
    at: datetime
    feedback: FeedbackShape | None

    @classmethod
    def of(cls, message: Message, vault: Vault) -> Self:
        """Show a stored message."""
        return cls(
            seq=message.seq,
            sender="visitor" if message.client_id else "assistant",
            id=message.client_id,
            text=message.button_title or words_of(message, vault),
            buttons=buttons_of(message),
            source=source_of(message),
            at=message.created_at,
            feedback=FeedbackShape.of(message.feedback, vault) if message.feedback else None,
        )


class HistoryShape(BaseModel):
    """Messages in order; `more` tells that there are later ones to ask for."""

    messages: list[HistoryMessageShape]
    more: bool
    form: str | None
    """The form that is open now."""
