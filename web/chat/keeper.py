"""Works in the background: what the engine still has to forget, and what is past its time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from logs import note
from storage.conversations import clear_visitor_keys, expired_conversations
from storage.erasures import due_erasures, erase_conversation
from storage.leads import WINDOW
from storage.notices import counts
from web.chat.erasure import forget
from web.door import Door
from web.engine.engine_error import EngineError
from web.live.rounds import make_takeover_round

ROUND_SECONDS = 30
MOST_A_ROUND = 100
RETENTION_SECONDS = 24 * 3600


async def keep(door: Door) -> None:
    """Make a round every half minute and one for retention every day, until cancelled.

    Args:
        door: The running app.
    """
    clock = asyncio.get_running_loop().time
    retention_at = clock()
    while True:
        try:
            await make_round(door)
            await make_takeover_round(door)
            if clock() >= retention_at:
                await make_retention_round(door)
                retention_at = clock() + RETENTION_SECONDS
            await make_sorting_round(door)
        except Exception as error:
            # A database that is away for a while must not end the rounds.
            note("round_failed", error=error)
        await asyncio.sleep(ROUND_SECONDS)


async def make_round(door: Door) -> None:
    """Tell of notices that do not arrive, and ask the engine again to forget what is due.

    Args:
        door: The running app.
    """
    await tell_of_dead_notices(door)
    async with door.database.read() as session:
        due = await due_erasures(session, MOST_A_ROUND)
    for conversation_id in due:
        try:
            await forget(door, conversation_id)
        except EngineError:
            # The others would fail as well: next round.
            return
    if due:
        await door.database.scrub()


async def tell_of_dead_notices(door: Door) -> None:
    """Write into the log that the clinic does not hear of everything, as long as it is so.

    Args:
        door: The running app.
    """
    async with door.database.read() as session:
        dead = (await counts(session, datetime.now(UTC))).dead
    if dead:
        note("dead_notices", count=dead)


async def make_sorting_round(door: Door) -> None:
    """Put missed questions into clusters for staff.

    Args:
        door: The running app.
    """
    try:
        await door.sorter.sort()
    except EngineError:
        # It is down, or at a turn: the questions stay where they are until the next round.
        return


async def make_retention_round(door: Door) -> None:
    """Erase what is past its time; the engine forgets it in the rounds that follow.

    Args:
        door: The running app.
    """
    now = datetime.now(UTC)
    before = now - timedelta(days=door.settings.retention_days)
    lead_before = now - timedelta(days=door.settings.lead_retention_days)
    erased = 0
    while True:
        async with door.database.read() as session:
            expired = await expired_conversations(session, before, lead_before, MOST_A_ROUND)
        if not expired:
            break
        for conversation_id in expired:
            async with door.database.write() as session:
                erased += await erase_conversation(session, conversation_id)
    async with door.database.write() as session:
        await clear_visitor_keys(session, now - WINDOW)
    await door.sorter.tidy()
    await door.database.scrub()
    note("retention", erased=erased)
