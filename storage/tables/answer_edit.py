"""Edits: other wordings of answers that staff want said."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base
from storage.tables.correction import PROPOSED, STATES


class AnswerEdit(Base):
    """Another wording of an answer; it passed the checks when it was proposed."""

    __tablename__ = "answer_edit"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    topic: Mapped[str] = mapped_column(Text, index=True)
    number: Mapped[int]
    """Place among the topic's variations, from 0."""
    base: Mapped[str] = mapped_column(String(12))
    """Version of the wording that it changes; when that is another by then, it is not written."""
    text: Mapped[str] = mapped_column(Text)
    more: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default=PROPOSED, index=True)
    problem: Mapped[str | None] = mapped_column(Text)
    """Why it was not written, in a sentence of ours."""
    proposed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    report_id: Mapped[int | None] = mapped_column(
        ForeignKey("training_report.id", ondelete="SET NULL"), index=True
    )
