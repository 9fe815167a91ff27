"""The audit log: who looked at, revealed, exported or changed what. Rows are only ever added."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class AuditEntry(Base):
    """One thing that a member of staff did; triggers refuse to change or delete it."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "account_id", "id"),
        Index(None, "action", "id"),
        Index(None, "subject", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str] = mapped_column(String(40))
    """What was done: a word of ours such as `lead.assign`."""
    subject: Mapped[str] = mapped_column(String(120))
    """On what: `lead KX-4821`, `conversation …`. It names no visitor."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why, in the words of who did it."""
