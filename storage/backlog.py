"""What waits for the clinic, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Lead, Notice


@dataclass(frozen=True)
class Backlog:
    """The outbox and the stored requests at one moment."""

    pending: int
    """Notices that are still to be sent."""
    dead: int
    """Notices that were given up."""
    oldest_seconds: float
    """How long the oldest pending notice waits; 0: none does."""
    leads: int
    """Requests for a call that are held."""

    @classmethod
    async def read(cls, session: AsyncSession, now: datetime) -> Self:
        """Count.

        Args:
            session: Any transaction.
            now: The moment (UTC).

        Returns:
            The numbers.
        """
        waits = Notice.next_attempt_at.is_not(None)
        pending, dead, oldest = (
            await session.execute(
                select(
                    func.count(Notice.next_attempt_at),
                    func.count(Notice.dead_at),
                    func.min(Notice.created_at).filter(waits),
                )
            )
        ).one()
        leads = await session.scalar(select(func.count()).select_from(Lead)) or 0
        age = max(0.0, (now - _in_utc(oldest)).total_seconds()) if oldest else 0.0
        return cls(pending, dead, age, leads)


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
