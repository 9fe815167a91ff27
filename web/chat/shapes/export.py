"""All that is held of a conversation, for the visitor to keep."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel

from storage.tables import Conversation, Message
from web.chat.shapes.history import HistoryMessageShape


class ExportTopicShape(BaseModel):
    """What a part of the message was taken to be about."""

    name: str
    confidence: float
    text: str


class ExportMessageShape(HistoryMessageShape):
    """A message with everything that is stored beside it."""

    sent_to_engine: str | None
    button_title: str | None
    reply_to: int | None
    answered_at: datetime | None
    topics: list[ExportTopicShape]
    intent: str | None
    confidence: float | None
    ranking: list[dict[str, Any]] | None
    language: str | None
    urgent: bool
    unanswered: bool
    engine_ms: float | None
    topic: str | None
    version: str
    model: str
    honest_line: bool

    @classmethod
    def of(cls, message: Message) -> Self:
        """Show all of a stored message."""
        same = (
            "button_title reply_to answered_at intent confidence ranking language urgent "
            "unanswered engine_ms topic version model honest_line"
        )
        return cls(
            **HistoryMessageShape.of(message).model_dump(),
            sent_to_engine=message.text if message.client_id else None,
            topics=[
                ExportTopicShape(name=topic.name, confidence=topic.confidence, text=topic.text)
                for topic in message.topics
            ],
            **{name: getattr(message, name) for name in same.split()},
        )


class ExportShape(BaseModel):
    """A whole conversation."""

    conversation_id: str
    started_at: datetime
    last_at: datetime
    page: str | None
    message_count: int
    urgent_count: int
    unanswered_count: int
    messages: list[ExportMessageShape]

    @classmethod
    def of(cls, conversation: Conversation, messages: list[Message]) -> Self:
        """Show all that is stored."""
        return cls(
            conversation_id=conversation.id,
            started_at=conversation.started_at,
            last_at=conversation.last_at,
            page=conversation.page,
            message_count=conversation.message_count,
            urgent_count=conversation.urgent_count,
            unanswered_count=conversation.unanswered_count,
            messages=[ExportMessageShape.of(message) for message in messages],
        )
