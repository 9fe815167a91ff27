"""Messages of both sides, in the order of their `seq`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base
from storage.tables.button import Button
from storage.tables.feedback import Feedback
from storage.tables.message_topic import MessageTopic

VISITOR = "visitor"
ASSISTANT = "assistant"
# Who speaks on the clinic's side, where it is not the assistant (`Message.speaker`).
STAFF = "staff"
EVENT = "event"

JOINED = "joined"
BACK = "back"


class Message(Base):
    """One message of the visitor, or one of the clinic's side: assistant, colleague, or event."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        # The browser's id: the same id again is the same message.
        UniqueConstraint("conversation_id", "client_id"),
        CheckConstraint(f"sender IN ('{VISITOR}', '{ASSISTANT}')", name="sender"),
        CheckConstraint(f"(sender = '{VISITOR}') = (client_id IS NOT NULL)", name="client_id"),
        Index(None, "conversation_id", "reply_to"),
        # The same for what a colleague sends.
        Index("ix_message_staff_key", "conversation_id", "staff_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    seq: Mapped[int]
    sender: Mapped[str] = mapped_column(String(9))
    """The side: `visitor`, or `assistant` for the clinic's; `speaker` tells who of it."""
    text: Mapped[str] = mapped_column(Text)
    """What may be read by all who read the database; details are masked in it."""
    sealed: Mapped[str | None] = mapped_column(Text)
    """What was really written or said, sealed; null: `text` is all there is."""
    created_at: Mapped[datetime] = mapped_column(index=True)

    # The visitor's messages
    client_id: Mapped[str | None] = mapped_column(String(36))
    button_title: Mapped[str | None] = mapped_column(Text)
    """What the visitor pressed; `text` is then the question that the button stands for."""
    answered_at: Mapped[datetime | None]
    """When its replies were committed; null: received, and then a crash or still at it."""
    intent: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[float | None]
    ranking: Mapped[list[dict[str, Any]] | None] = mapped_column(
        JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    )
    """The five likeliest topics: `[{"name": …, "confidence": …}]`."""
    language: Mapped[str | None] = mapped_column(Text)
    urgent: Mapped[bool] = mapped_column(default=False)
    unanswered: Mapped[bool] = mapped_column(default=False)
    engine_ms: Mapped[float | None]
    form: Mapped[str | None] = mapped_column(Text)
    """The form that was open after this message was answered."""

    # The assistant's replies
    reply_to: Mapped[int | None]
    """`seq` of the message that this answers; null: nothing, as the greeting."""
    topic: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    reviewed_by: Mapped[str] = mapped_column(Text, default="")
    reviewed_on: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[str] = mapped_column(Text, default="")
    model: Mapped[str] = mapped_column(Text, default="")
    honest_line: Mapped[bool] = mapped_column(default=False)
    """The engine did not answer: this is the line that says so."""

    # A colleague's words, and what happened (see `takeover`)
    said_by: Mapped[str | None] = mapped_column(String(80))
    """The colleague's name as the visitor sees it; null: the assistant speaks."""
    event: Mapped[str | None] = mapped_column(String(8))
    """`joined`: that colleague joined; `back`: the assistant answers again; null: a message."""
    staff_key: Mapped[str | None] = mapped_column(String(36))
    """The browser's UUID of a colleague's message."""

    @property
    def speaker(self) -> str:
        """Who speaks: `visitor`, `assistant`, `staff`, or `event` for what happened."""
        if self.event is not None:
            return EVENT
        return STAFF if self.said_by is not None else self.sender

    @property
    def understood(self) -> str | None:
        """Full name of what it was understood as: `faq/risks` where `intent` says `faq` only."""
        likeliest = self.ranking[0]["name"] if self.ranking else ""
        return likeliest if likeliest.startswith(f"{self.intent}/") else self.intent

    # 'raise': a forgotten load is an error in the tests, not a hidden query.
    topics: Mapped[list[MessageTopic]] = relationship(
        order_by=MessageTopic.position, lazy="raise", passive_deletes=True
    )
    buttons: Mapped[list[Button]] = relationship(
        order_by=Button.position, lazy="raise", passive_deletes=True
    )
    feedback: Mapped[Feedback | None] = relationship(lazy="raise", passive_deletes=True)
