"""All that is held of a conversation, for the visitor to keep."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel

from storage.holding import Holding
from storage.tables import Message
from storage.vault import Vault
from storage.words import words_of
from web.chat.shapes.history import HistoryMessageShape
from web.chat.shapes.lead import LeadShape
from web.chat.shapes.notice import NoticeShape


class ExportTopicShape(BaseModel):
    """What a part of the message was taken to be about."""

    name: str
    confidence: float
    text: str


class ExportMessageShape(HistoryMessageShape):
    """A message with everything that is stored beside it."""

    sent_to_engine: str | None
    shown_to_staff: str
    """The message with its details masked."""
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
    form: str | None
    topic: str | None
    version: str
    model: str
    honest_line: bool

    @classmethod
    def of(cls, message: Message, vault: Vault) -> Self:
        """Show all of a stored message."""
        same = (
            "button_title reply_to answered_at intent confidence ranking language urgent "
            "unanswered engine_ms form topic version model honest_line"
        )
        return cls(
            **HistoryMessageShape.of(message, vault).model_dump(),
            sent_to_engine=words_of(message, vault) if message.client_id else None,
            shown_to_staff=message.text,
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
    visitor_key: str | None
    """Keyed hash of the address, to count requests by; gone after a day or two."""
    message_count: int
    urgent_count: int
    unanswered_count: int
    helpful_count: int
    unhelpful_count: int
    lead_count: int
    lowest_confidence: float | None
    messages: list[ExportMessageShape]
    leads: list[LeadShape]
    notices: list[NoticeShape]

    @classmethod
    def of(cls, holding: Holding, vault: Vault) -> Self:
        """Show all that is stored."""
        conversation = holding.conversation
        return cls(
            conversation_id=conversation.id,
            started_at=conversation.started_at,
            last_at=conversation.last_at,
            page=conversation.page,
            visitor_key=conversation.visitor_key,
            message_count=conversation.message_count,
            urgent_count=conversation.urgent_count,
            unanswered_count=conversation.unanswered_count,
            helpful_count=conversation.helpful_count,
            unhelpful_count=conversation.unhelpful_count,
            lead_count=conversation.lead_count,
            lowest_confidence=conversation.lowest_confidence,
            messages=[ExportMessageShape.of(message, vault) for message in holding.messages],
            leads=[LeadShape.of(lead, vault) for lead in holding.leads],
            notices=[NoticeShape.of(notice) for notice in holding.notices],
        )
