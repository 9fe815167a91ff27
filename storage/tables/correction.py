"""Corrections: the review queue of what a message should have been understood as."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

PROPOSED = "proposed"
ACCEPTED = "accepted"
REFUSED = "refused"
WRITTEN = "written"
STATES = (PROPOSED, ACCEPTED, REFUSED, WRITTEN)


class Correction(Base):
    """A message with the topic that staff gave it; it goes with its message."""

    __tablename__ = "correction"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state"),)

    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    cluster_id: Mapped[int | None] = mapped_column(
        ForeignKey("question_cluster.id", ondelete="SET NULL"), index=True
    )
    """The cluster with which it was given its topic; null: it was corrected by itself."""
    topic: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default=PROPOSED, index=True)
    """`proposed`, `accepted` or `refused` by an admin, `written` into the training data."""
    problem: Mapped[str | None] = mapped_column(Text)
    """Why it was not written, in a sentence of ours."""
    proposed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    report_id: Mapped[int | None] = mapped_column(
        ForeignKey("training_report.id", ondelete="SET NULL"), index=True
    )
    """The training that it went into."""
