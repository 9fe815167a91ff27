"""What a visitor's message was about: one row for each part of it."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class MessageTopic(Base):
    """A topic that was understood in a message."""

    __tablename__ = "message_topic"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, index=True)
    confidence: Mapped[float]
    text: Mapped[str] = mapped_column(Text)
