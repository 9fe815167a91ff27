"""What colleagues tell each other about a conversation."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class ConversationNote(Base):
    """A note of a colleague; visitors never see it, and it is erased with the conversation."""

    __tablename__ = "conversation_note"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who wrote it."""
    created_at: Mapped[datetime]
    sealed: Mapped[str] = mapped_column(Text)
    """The sealed text: it may tell of the visitor's health."""
