"""Works in the background: erasures that the engine still owes, conversations past their time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from logs import note
from storage.conversations import expired_conversations
from storage.erasures import due_erasures
from web.chat.erasure import erase, forget
from web.door import Door
from web.engine.engine_error import EngineError

ROUND_SECONDS = 30
MOST_A_ROUND = 100


async def keep(door: Door) -> None:
    """Make a round every half minute, until cancelled.

    Args:
        door: The running app.
    """
    while True:
        try:
            await make_round(door)
        except Exception as error:
            # A database that is away for a while must not end the rounds.
            note("round_failed", error=error)
        await asyncio.sleep(ROUND_SECONDS)


async def make_round(door: Door) -> None:
    """Erase what is past its time, then ask the engine again to forget what is due.

    Args:
        door: The running app.
    """
    before = datetime.now(UTC) - timedelta(days=door.settings.retention_days)
    async with door.database.read() as session:
        expired = await expired_conversations(session, before, MOST_A_ROUND)
    for conversation_id in expired:
        await erase(door, conversation_id)
    async with door.database.read() as session:
        due = await due_erasures(session, MOST_A_ROUND)
    for conversation_id in due:
        try:
            await forget(door, conversation_id)
        except EngineError:
            # The others would fail as well: next round.
            return
