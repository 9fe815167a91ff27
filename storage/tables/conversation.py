"""Conversations: one row for each chat of a visitor."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Conversation(Base):
    """A chat between one visitor and the assistant."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    started_at: Mapped[datetime]
    last_at: Mapped[datetime] = mapped_column(index=True)
    page: Mapped[str | None] = mapped_column(String(200))
    """Path of the page on which the chat was opened, without its query."""
    visitor_key: Mapped[str | None] = mapped_column(String(64), index=True)
    """Keyed hash of the visitor's address, to count requests by; cleared after a day or two."""
    message_count: Mapped[int] = mapped_column(default=0)
    """Messages of both sides; also the highest `seq`."""
    urgent_count: Mapped[int] = mapped_column(default=0)
    unanswered_count: Mapped[int] = mapped_column(default=0)
