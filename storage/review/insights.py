"""Queries for the figures of a span of time: volume, kinds, topics, requests, call-backs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, case, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.review.day_figures import DayFigures
from storage.review.epoch import epoch
from storage.tables import Conversation, ConversationTopic, Lead
from storage.tables.lead import BOOKED

# Time zones differ by quarters of an hour, and SQLite knows none: the sums of each quarter
# are put into the days and hours of the clinic here.
QUARTER = 900
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def read_days(
    session: AsyncSession, start: datetime, end: datetime, zone: ZoneInfo
) -> tuple[list[DayFigures], list[int], list[int]]:
    """Count the conversations that started in a span of time.

    Args:
        session: Any transaction.
        start: First moment (a day's start in the clinic).
        end: The moment after the last.
        zone: The clinic's time zone.

    Returns:
        The figures of each day, also of days without any; conversations by hour of the day
        (24 numbers); and by day of the week (7 numbers, Monday first).
    """
    first, last = (
        start.astimezone(zone).date(),
        (end - timedelta(seconds=1)).astimezone(zone).date(),
    )
    days = {
        first + timedelta(days=number): DayFigures(first + timedelta(days=number))
        for number in range((last - first).days + 1)
    }
    hours, weekdays = [0] * 24, [0] * 7
    for row in (await session.execute(_quarters(start, end))).all():
        moment = (_EPOCH + timedelta(seconds=row.quarter * QUARTER)).astimezone(zone)
        figures = _figures(moment.date(), row)
        days[figures.day] = days[figures.day].plus(figures)
        hours[moment.hour] += figures.conversations
        weekdays[moment.weekday()] += figures.conversations
    return list(days.values()), hours, weekdays


async def count_topics(
    session: AsyncSession, start: datetime, end: datetime
) -> list[tuple[str, int]]:
    """Count conversations by topic; one conversation may be about several.

    Args:
        session: Any transaction.
        start: First moment at which they may have started.
        end: The moment after the last.

    Returns:
        Topics and numbers, the most frequent first.
    """
    number = func.count().label("number")
    found = await session.execute(
        select(ConversationTopic.name, number)
        .join(Conversation, Conversation.id == ConversationTopic.conversation_id)
        .where(*_started(start, end))
        .group_by(ConversationTopic.name)
        .order_by(number.desc(), ConversationTopic.name)
    )
    return [(row.name, row.number) for row in found]


async def count_calls(session: AsyncSession, start: datetime, end: datetime) -> tuple[int, int]:
    """Count conversations whose requests led on.

    Args:
        session: Any transaction.
        start: First moment at which they may have started.
        end: The moment after the last.

    Returns:
        Those in which staff tried to reach the visitor, and those with an appointment.
    """
    booked = case((Lead.status == BOOKED, Lead.conversation_id))
    called = case((Lead.contacted_at.is_not(None), Lead.conversation_id))
    row = (
        await session.execute(
            select(func.count(distinct(called)), func.count(distinct(booked)))
            .join(Conversation, Conversation.id == Lead.conversation_id)
            .where(*_started(start, end))
        )
    ).one()
    return row[0], row[1]


async def read_waits(session: AsyncSession, start: datetime, end: datetime) -> list[timedelta]:
    """Read how long visitors waited until staff first tried to reach them.

    Args:
        session: Any transaction.
        start: First moment at which their conversation may have started.
        end: The moment after the last.

    Returns:
        The waits, the shortest first.
    """
    found = await session.execute(
        select(Lead.created_at, Lead.contacted_at)
        .join(Conversation, Conversation.id == Lead.conversation_id)
        .where(*_started(start, end), Lead.contacted_at.is_not(None))
    )
    return sorted(row.contacted_at - row.created_at for row in found)


def sum_by(days: list[DayFigures], size: int) -> list[DayFigures]:
    """Put days together.

    Args:
        days: The days in order.
        size: So many at once; the last sum may have fewer.

    Returns:
        The sums, each under its first day.
    """
    sums: list[DayFigures] = []
    for start in range(0, len(days), size):
        total = days[start]
        for figures in days[start + 1 : start + size]:
            total = total.plus(figures)
        sums.append(total)
    return sums


def _started(start: datetime, end: datetime) -> list[ColumnElement[bool]]:
    return [Conversation.started_at >= start, Conversation.started_at < end]


def _quarters(start: datetime, end: datetime) -> Select[tuple[int]]:
    """Sum up each quarter of an hour in one walk along the list's index."""
    quarter = (epoch(Conversation.started_at) // QUARTER).label("quarter")
    counts = {
        "asked": Conversation.message_count > 1,
        "unanswered": Conversation.unanswered_count > 0,
        "urgent": Conversation.urgent_count > 0,
        "handed_over": Conversation.lead_count > 0,
        "helpful": Conversation.helpful_count > 0,
        "unhelpful": Conversation.unhelpful_count > 0,
    }
    return (
        select(
            quarter,
            func.count().label("conversations"),
            *(func.sum(case((holds, 1), else_=0)).label(name) for name, holds in counts.items()),
        )
        .where(*_started(start, end))
        .group_by(quarter)
    )


def _figures(day: date, row: Row[tuple[int]]) -> DayFigures:
    """Make figures of the sums of a quarter."""
    sums = {name: value for name, value in row._mapping.items() if name != "quarter"}
    return DayFigures(day=day, **sums)
