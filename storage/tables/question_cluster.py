"""Clusters: questions that the assistant could not answer well and that ask the same."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

OPEN = "open"
ANSWERED = "answered"
WANTED = "wanted"
FIXED = "fixed"
LEFT = "left"
STATES = (OPEN, ANSWERED, WANTED, FIXED, LEFT)


class QuestionCluster(Base):
    """One thing that visitors ask, with what staff decided about it."""

    __tablename__ = "question_cluster"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        # An id is part of a link: it must never come to mean other questions.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    state: Mapped[str] = mapped_column(String(8), default=OPEN, index=True)
    """`open`; `answered`: its topic is given, and not yet live; `wanted`: no topic answers it yet;
    `fixed`: live; `left`: nothing is to be done."""
    topic: Mapped[str | None] = mapped_column(Text)
    """The topic that answers it."""
    wish: Mapped[str | None] = mapped_column(Text)
    """What a new topic should answer, in the words of staff."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    """When its state changed last."""
    reopened_at: Mapped[datetime | None]
    """When it was missed again after it was fixed; null: never."""
