"""Spreads conversations that were had just now over the weeks before."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from scripts.showcase.visitors import Talked
from storage.database import Database
from storage.tables import Base, Conversation, Feedback, Lead, Message, MissedQuestion

DAYS = 34
RECENT_HOURS = 30
# A clinic's visitors: few at the weekend, most after lunch.
WEEKDAYS = (10, 9, 9, 8, 7, 4, 3)
HOURS = (6.5, 23.5, 14.0)


async def spread(database: Database, talked: Talked, chance: random.Random, zone: ZoneInfo) -> None:
    """Move each conversation to a moment of its own.

    Args:
        database: The assistant's database.
        talked: The conversations.
        chance: Makes the choices.
        zone: The clinic's time zone.
    """
    now = datetime.now(UTC)
    moments = {name: _moment(now, chance, zone) for name in talked.spread}
    for place, name in enumerate(reversed(talked.recent)):
        hours = RECENT_HOURS * (place + 0.4) / len(talked.recent)
        moments[name] = now - timedelta(hours=hours)
    async with database.write() as session:
        found = await session.scalars(select(Conversation).where(Conversation.id.in_(moments)))
        back = {one.id: moments[one.id] - one.started_at for one in found}
        await _move(session, back)


def _moment(now: datetime, chance: random.Random, zone: ZoneInfo) -> datetime:
    """Choose a moment in the past as visitors do."""
    while True:
        days = chance.randint(1, DAYS)
        day = (now - timedelta(days=days)).astimezone(zone)
        if chance.random() * max(WEEKDAYS) < WEEKDAYS[day.weekday()]:
            hour = chance.triangular(*HOURS)
            return day.replace(hour=0, minute=0) + timedelta(hours=hour)


async def _move(session: AsyncSession, back: Mapping[str, timedelta]) -> None:
    """Move all moments of conversations."""
    for talk in await session.scalars(select(Conversation).where(Conversation.id.in_(back))):
        _shift(talk, back[talk.id], "started_at", "last_at")
    messages: dict[int, str] = {}
    for message in await session.scalars(select(Message)):
        messages[message.id] = message.conversation_id
        _shift(message, back[message.conversation_id], "created_at", "answered_at")
    for lead in await session.scalars(select(Lead)):
        _shift(lead, back[lead.conversation_id], "created_at", "consent_at")
        # A script types faster than people do.
        lead.automatic, lead.automatic_reasons = False, []
    for verdict in await session.scalars(select(Feedback)):
        _shift(verdict, back[messages[verdict.message_id]], "created_at")
    for missed in await session.scalars(select(MissedQuestion)):
        _shift(missed, back[messages[missed.message_id]], "missed_at")


def _shift(row: Base, by: timedelta, *names: str) -> None:
    for name in names:
        if (moment := getattr(row, name)) is not None:
            setattr(row, name, moment + by)
