"""Conversations: one row for each chat of a visitor."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

OPEN = "open"
LATER = "later"
REVIEWED = "reviewed"


class Conversation(Base):
    """A chat between one visitor and the assistant."""

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint(
            f"review_state IN ('{OPEN}', '{LATER}', '{REVIEWED}')", name="review_state"
        ),
        # Every filter of the console's list reads this one index, in its order, and nothing
        # else: the rarest combination costs one walk along it.
        Index(
            "ix_conversation_list",
            *("last_at", "id", "started_at", "message_count", "urgent_count"),
            *("unanswered_count", "lead_count", "helpful_count", "unhelpful_count"),
            *("lowest_confidence", "review_state", "reviewer_id", "page"),
        ),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    started_at: Mapped[datetime]
    last_at: Mapped[datetime]
    page: Mapped[str | None] = mapped_column(String(200))
    """Path of the page on which the chat was opened, without its query."""
    visitor_key: Mapped[str | None] = mapped_column(String(64), index=True)
    """Keyed hash of the visitor's address, to count requests by; cleared after a day or two."""
    message_count: Mapped[int] = mapped_column(default=0)
    """Messages of both sides; also the highest `seq`."""
    urgent_count: Mapped[int] = mapped_column(default=0)
    unanswered_count: Mapped[int] = mapped_column(default=0)
    lead_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """Requests that the visitor confirmed."""
    helpful_count: Mapped[int] = mapped_column(default=0, server_default="0")
    unhelpful_count: Mapped[int] = mapped_column(default=0, server_default="0")
    lowest_confidence: Mapped[float | None]
    """Of the visitor's questions (0 to 1), answers to a form aside; null: none is answered."""

    # What staff made of it
    review_state: Mapped[str] = mapped_column(String(8), default=OPEN, server_default=OPEN)
    """`open`, `later` or `reviewed`; a new message of the visitor opens it again."""
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Account of the colleague who looks after it."""
