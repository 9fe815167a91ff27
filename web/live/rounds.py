"""Ends takeovers that nobody goes on with, so that nobody talks into silence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from logs import note, short_hash
from storage.tables.takeover import IDLE
from storage.takeovers import hand_back
from storage.waiting import end_unmet, joined_takeovers, silent_since, waiting_visitors
from web.live.lines import line
from web.live.person import nobody_came

if TYPE_CHECKING:
    from web.door import Door


async def make_takeover_round(door: Door, now: datetime | None = None) -> None:
    """Tell visitors for whom nobody came, and hand back what has fallen silent.

    Args:
        door: The running app.
        now: The moment (UTC); None: this one.
    """
    moment = now or datetime.now(UTC)
    await _end_waiting(door, moment - timedelta(minutes=door.settings.person_wait_minutes))
    await _end_silent(door, moment - timedelta(minutes=door.settings.takeover_idle_minutes))


async def _end_waiting(door: Door, before: datetime) -> None:
    async with door.database.read() as session:
        waiting = await waiting_visitors(session)
    for takeover in waiting:
        if takeover.asked_at is None or takeover.asked_at > before:
            continue
        async with door.database.write() as session:
            ended = await end_unmet(session, takeover.conversation_id, nobody_came(door.settings))
        if ended:
            _tell(door, takeover.conversation_id, "person_unmet")


async def _end_silent(door: Door, before: datetime) -> None:
    async with door.database.read() as session:
        joined = await joined_takeovers(session)
    for takeover in joined:
        async with door.database.read() as session:
            since = await silent_since(session, takeover)
        if since is None or since > before:
            continue
        async with door.database.write() as session:
            words = line(door.settings, "assistant_back")
            ended = await hand_back(
                session, takeover.conversation_id, IDLE, words, takeover.account_id
            )
        if ended:
            _tell(door, takeover.conversation_id, "takeover_idle")


def _tell(door: Door, conversation_id: str, what: str) -> None:
    note(what, conversation=short_hash(conversation_id))
    door.live.ring(conversation_id)
