"""Words by which staff find conversations again."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class ConversationTag(Base):
    """A tag at a conversation, in small letters."""

    __tablename__ = "conversation_tag"
    __table_args__ = (Index(None, "name", "conversation_id"),)

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(30), primary_key=True)
