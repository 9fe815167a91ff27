"""A month of the clinic in a running assistant."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from scripts.showcase.days import spread
from scripts.showcase.staff import Staff, hire, work
from scripts.showcase.visitors import let_visitors_talk
from storage.database import Database
from storage.tables import Feedback, MissedQuestion

SORTED_SECONDS = 120


async def fill_month(address: str, database: Database, zone: ZoneInfo) -> list[Staff]:
    """Let visitors talk and staff work.

    Args:
        address: Where the assistant answers; its database is empty.
        database: Its database.
        zone: The clinic's time zone.

    Returns:
        The staff: an admin, two reviewers, a viewer.
    """
    chance = random.Random(7)
    staff = await hire(address, database)
    talked = await let_visitors_talk(address, chance)
    await _wait_for_clusters(database)
    await spread(database, talked, chance, zone)
    await work(staff, database, chance)
    return staff


async def _wait_for_clusters(database: Database) -> None:
    """Wait until the assistant has put the missed questions together."""
    until = datetime.now(UTC) + timedelta(seconds=SORTED_SECONDS)
    unhelpful = select(func.count()).where(Feedback.helpful.is_(False))
    clustered = select(func.count()).where(MissedQuestion.cluster_id.is_not(None))
    while datetime.now(UTC) < until:
        async with database.read() as session:
            if (await session.scalar(clustered) or 0) >= (await session.scalar(unhelpful) or 0):
                return
        await asyncio.sleep(1)
    raise TimeoutError("the missed questions were not put together")
