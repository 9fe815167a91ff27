"""Takeovers: a visitor asked for a person, or a colleague joined a conversation."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

HANDED_BACK = "back"
IDLE = "idle"
UNMET = "unmet"

_OPEN = text("ended_at IS NULL")


class Takeover(Base):
    """One time that a person was wanted or there; a conversation has at most one that is open."""

    __tablename__ = "takeover"
    __table_args__ = (
        CheckConstraint(
            f"outcome IN ('{HANDED_BACK}', '{IDLE}', '{UNMET}')",
            name="outcome",
        ),
        CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended"),
        Index(
            "ix_takeover_open",
            "conversation_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    asked_at: Mapped[datetime | None]
    """When the visitor asked for a person; null: a colleague joined unasked."""
    joined_at: Mapped[datetime | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who joined; null: nobody yet."""
    name: Mapped[str | None] = mapped_column(String(80))
    """The name that the visitor sees, as it was then."""
    first_seq: Mapped[int | None]
    """`seq` of the line that told the visitor who joined."""
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(5))
    """`back`: handed back; `idle`: by itself, nobody wrote; `unmet`: nobody joined in time."""

    @property
    def is_joined(self) -> bool:
        """Whether a colleague is in the conversation now."""
        return self.joined_at is not None and self.ended_at is None
