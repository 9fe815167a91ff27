"""The topics of whole conversations, made for reading; `message_topic` is where they come from."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class ConversationTopic(Base):
    """A topic that at least one message of a conversation is about."""

    __tablename__ = "conversation_topic"
    __table_args__ = (Index(None, "name", "conversation_id"),)

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(Text, primary_key=True)
