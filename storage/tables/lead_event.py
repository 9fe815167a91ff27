"""The history of a lead: who took it, what came of a call, notes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

ASSIGNED = "assigned"
RELEASED = "released"
STATE = "state"
PLANNED = "planned"
NOTE = "note"


class LeadEvent(Base):
    """One step in the work on a lead."""

    __tablename__ = "lead_event"
    __table_args__ = (Index(None, "lead_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(8))
    """`assigned`, `released`, `state`, `planned` or `note`."""
    state: Mapped[str | None] = mapped_column(String(20))
    """The new state, where it changed."""
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Whose it became, where it was assigned."""
    note_sealed: Mapped[str | None] = mapped_column(Text)
    """What staff wrote, sealed: it may tell of the visitor's health."""
