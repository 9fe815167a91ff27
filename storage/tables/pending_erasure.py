"""Conversations that are erased here and that the engine still has to forget."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class PendingErasure(Base):
    """An erased conversation, until the engine has forgotten it too."""

    __tablename__ = "pending_erasure"

    conversation_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    receipt: Mapped[str | None] = mapped_column(String(16), index=True)
    """Number of the receipt that staff got; null: the visitor or the retention erased it."""
