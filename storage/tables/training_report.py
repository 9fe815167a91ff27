"""Training reports: what a new model does better or worse than the one before."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

RUNNING = "running"
FAILED = "failed"
REFUSED = "refused"
READY = "ready"
LIVE = "live"
TAKEN_BACK = "taken_back"
STATES = (RUNNING, FAILED, REFUSED, READY, LIVE, TAKEN_BACK)


class TrainingReport(Base):
    """One run of `make improve`."""

    __tablename__ = "training_report"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    state: Mapped[str] = mapped_column(String(10), default=RUNNING)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    live_at: Mapped[datetime | None]
    found: Mapped[dict[str, Any]] = mapped_column(
        JSON().with_variant(JSONB(), "postgresql"), default=dict
    )
    """Figures and numbers of messages, never words of theirs: see `improve/comparison.py`."""
