"""What waits for the clinic, in numbers, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.backlog import Backlog
from storage.database import Database
from storage.notices import add_notices, claim_due, mark_failed, mark_sent

HOUR = timedelta(hours=1)


async def test_backlog(database: Database, conversation: str) -> None:
    """Sent ones count for nothing, dead ones apart, and only what waits grows old."""
    later = datetime.now(UTC) + HOUR
    async with database.write() as session:
        await add_notices(session, ["email", "webhook"], "lead", conversation, "KX-4821")
    async with database.read() as session:
        found = await Backlog.read(session, later)
    assert (found.pending, found.dead, found.leads) == (2, 0, 0)
    assert HOUR.total_seconds() - 60 < found.oldest_seconds <= HOUR.total_seconds()
    async with database.write() as session:
        (mail,) = await claim_due(session, "email", later, 5, HOUR)
        (hook,) = await claim_due(session, "webhook", later, 5, HOUR)
        await mark_sent(session, mail.id, later)
        await session.flush()
        await mark_failed(session, hook, "http_410", later, refused=True, retry_at=None)
    async with database.read() as session:
        found = await Backlog.read(session, later)
    assert found == Backlog(pending=0, dead=1, oldest_seconds=0.0, leads=0)
