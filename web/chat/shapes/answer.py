"""The answer to a visitor's message."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel

from storage.exchange import Exchange
from storage.vault import Vault
from web.chat.shapes.live import LiveShape
from web.chat.shapes.reply import ReplyShape

# Topic of the reply that says so.
LEAD_SAVED = "lead_saved"


class TopicShape(BaseModel):
    """What a part of the message was about."""

    name: str
    confidence: float


class AnswerShape(BaseModel):
    """Number of the visitor's message, the replies to it and what was understood."""

    seq: int
    replies: list[ReplyShape]
    topics: list[TopicShape]
    urgent: bool
    form: str | None
    """The form that is open after it."""
    lead_saved: bool
    """Whether it saved a request to be called."""
    live: LiveShape | None
    """The person that was asked for or has joined; null: the assistant alone is there."""

    @classmethod
    def of(cls, exchange: Exchange, vault: Vault) -> Self:
        """Show a stored exchange, and who is there now."""
        return cls(
            seq=exchange.message.seq,
            replies=[ReplyShape.of(reply, vault) for reply in exchange.replies],
            topics=[
                TopicShape(name=topic.name, confidence=topic.confidence)
                for topic in exchange.message.topics
            ],
            urgent=exchange.message.urgent,
            form=exchange.message.form,
            lead_saved=any(reply.topic == LEAD_SAVED for reply in exchange.replies),
            live=LiveShape.of(exchange.takeover),
        )
