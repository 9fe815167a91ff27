"""What visitors thought of single replies."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Feedback(Base):
    """A visitor's verdict on one reply."""

    __tablename__ = "feedback"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    helpful: Mapped[bool]
    comment: Mapped[str | None] = mapped_column(Text)
    """A comment of the time before comments were sealed; read `storage.words.comment_of`."""
    sealed: Mapped[str | None] = mapped_column(Text)
    """The sealed comment; null: none, or from before."""
    created_at: Mapped[datetime] = mapped_column(index=True)
