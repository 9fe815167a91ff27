"""Missed questions: visitors' messages that belong to a cluster."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

NOT_UNDERSTOOD = "not_understood"
UNSURE = "unsure"
NOT_HELPFUL = "not_helpful"
REASONS = (NOT_UNDERSTOOD, UNSURE, NOT_HELPFUL)


class MissedQuestion(Base):
    """A message that was not answered well; it goes with its message."""

    __tablename__ = "missed_question"
    __table_args__ = (CheckConstraint(f"reason IN {REASONS}", name="reason"),)

    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    cluster_id: Mapped[int] = mapped_column(
        ForeignKey("question_cluster.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[str] = mapped_column(String(14))
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    """What it means: 32-bit floats, of length 1. It is erased with the words."""
    missed_at: Mapped[datetime] = mapped_column(index=True)
