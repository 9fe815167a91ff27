"""A conversation read again."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self, cast

from pydantic import BaseModel, Field

from storage.tables import Feedback, Message
from storage.vault import Vault
from storage.words import comment_of, words_of
from web.chat.shapes.live import LiveShape
from web.chat.shapes.reply import ButtonShape, SourceShape, buttons_of, source_of

Sender = Literal["visitor", "assistant", "staff", "event"]
Event = Literal["joined", "back"]


class FeedbackShape(BaseModel):
    """The visitor's verdict on a reply."""

    helpful: bool
    comment: str | None

    @classmethod
    def of(cls, feedback: Feedback, vault: Vault) -> Self:
        """Show a stored verdict."""
        return cls(helpful=feedback.helpful, comment=comment_of(feedback, vault))


class HistoryMessageShape(BaseModel):
    """A message of either side, or what happened between them."""

    seq: int
    sender: Sender = Field(serialization_alias="from")
    id: str | None
    """The browser's id; the visitor's messages only."""
    name: str | None
    """Who speaks, or has joined; colleagues only."""
    event: Event | None
    """What happened; then `text` says it in English."""
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
            sender=cast("Sender", message.speaker),
            id=message.client_id,
            name=message.said_by,
            event=cast("Event | None", message.event),
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
    live: LiveShape | None
    """The person that was asked for or has joined; null: the assistant alone is there."""
