"""The outbox: what the clinic is still to hear of, and what it has heard."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

EMAIL = "email"
WEBHOOK = "webhook"
LEAD = "lead"
URGENT = "urgent"


class Notice(Base):
    """One notice by one way. It names nobody and repeats nothing that a visitor said."""

    __tablename__ = "notice"
    __table_args__ = (
        # One lead is told once by each way; an urgent message has no reference.
        UniqueConstraint("reference", "kind"),
        CheckConstraint(f"kind IN ('{EMAIL}', '{WEBHOOK}')", name="kind"),
        CheckConstraint(f"event IN ('{LEAD}', '{URGENT}')", name="event"),
        CheckConstraint(
            "(next_attempt_at IS NULL) = (sent_at IS NOT NULL OR dead_at IS NOT NULL)",
            name="next_attempt_at",
        ),
        # An id is part of a link: it must never come to mean another conversation.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(7))
    event: Mapped[str] = mapped_column(String(6))
    reference: Mapped[str | None] = mapped_column(String(16))
    """Reference of the lead; null: an urgent message."""
    idempotency_key: Mapped[str] = mapped_column(String(36), unique=True)
    """Random; the same for every try, so that a receiver can tell a repeat."""
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime | None] = mapped_column(index=True)
    """Null: sent or dead."""
    claimed_until: Mapped[datetime | None]
    """A worker is at it; past this moment that worker is taken for dead."""
    attempts: Mapped[int] = mapped_column(default=0)
    """Tries that came to an end."""
    refusals: Mapped[int] = mapped_column(default=0)
    """Those of them that the receiver refused for good."""
    sent_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(32))
    """Code of ours, such as `smtp_550` or `timeout`: never text from outside."""
