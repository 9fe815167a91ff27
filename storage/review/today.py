"""Queries of the start page: what waits for staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.review.urgent_message import UrgentMessage
from storage.review.waiting_lead import WaitingLead
from storage.review.week import Week
from storage.tables import Account, Conversation, Feedback, Lead, Message
from storage.tables.conversation import OPEN, REVIEWED
from storage.tables.lead import NEW, NO_ANSWER
from storage.tables.message import VISITOR

CRISIS = "crisis"


async def urgent_messages(session: AsyncSession, limit: int) -> tuple[int, list[UrgentMessage]]:
    """Find conversations with an alarm that are not reviewed: crisis first, then the newest.

    Args:
        session: Any transaction.
        limit: At most so many are read.

    Returns:
        How many there are, and the first of them.
    """
    newest = (
        select(func.max(Message.id).label("id"))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.urgent,
            Conversation.urgent_count > 0,
            Conversation.review_state != REVIEWED,
        )
        .group_by(Message.conversation_id)
        .subquery()
    )
    count = await session.scalar(select(func.count()).select_from(newest)) or 0
    found = await session.scalars(
        select(Message)
        .join(newest, newest.c.id == Message.id)
        .order_by(case((Message.intent == CRISIS, 0), else_=1), Message.id.desc())
        .limit(limit)
    )
    return count, [
        UrgentMessage(m.conversation_id, m.seq, m.created_at, m.intent or "", m.text) for m in found
    ]


async def waiting_leads(session: AsyncSession, limit: int) -> tuple[int, list[WaitingLead]]:
    """Find requests that are still to be called back: urgent ones first, then the oldest.

    Args:
        session: Any transaction.
        limit: At most so many are read.

    Returns:
        How many there are, and the first of them.
    """
    waiting = Lead.status.in_((NEW, NO_ANSWER))
    count = await session.scalar(select(func.count()).select_from(Lead).where(waiting)) or 0
    rows = await session.execute(
        select(Lead, Account.name)
        .outerjoin(Account, Account.id == Lead.assignee_id)
        .where(waiting)
        .order_by(Lead.urgent.desc(), Lead.created_at)
        .limit(limit)
    )
    return count, [WaitingLead(lead, name) for lead, name in rows]


async def conversations_to_review(
    session: AsyncSession, limit: int
) -> tuple[int, Sequence[Conversation]]:
    """Find conversations in which something went wrong and at which nobody looked.

    Args:
        session: Any transaction.
        limit: At most so many are read.

    Returns:
        How many there are, and the newest of them.
    """
    wrong = (
        Conversation.review_state == OPEN,
        or_(Conversation.unanswered_count > 0, Conversation.unhelpful_count > 0),
    )
    count = await session.scalar(select(func.count()).select_from(Conversation).where(*wrong)) or 0
    found = await session.scalars(
        select(Conversation).where(*wrong).order_by(Conversation.last_at.desc()).limit(limit)
    )
    return count, found.all()


async def week_figures(session: AsyncSession, since: datetime, until: datetime) -> Week:
    """Count what happened.

    Args:
        session: Any transaction.
        since: From this moment (UTC).
        until: Up to, and not with, this moment.
    """
    asked = await session.execute(
        select(
            func.count(func.distinct(Message.conversation_id)),
            func.count(),
            func.coalesce(func.sum(case((Message.unanswered, 1), else_=0)), 0),
        ).where(Message.created_at >= since, Message.created_at < until, Message.sender == VISITOR)
    )
    conversations, questions, unanswered = asked.one()
    leads = await session.scalar(
        select(func.count())
        .select_from(Lead)
        .where(Lead.created_at >= since, Lead.created_at < until)
    )
    verdicts = await session.execute(
        select(Feedback.helpful, func.count())
        .where(Feedback.created_at >= since, Feedback.created_at < until)
        .group_by(Feedback.helpful)
    )
    judged = {bool(helpful): count for helpful, count in verdicts}
    return Week(
        conversations,
        questions,
        unanswered,
        leads or 0,
        judged.get(True, 0),
        judged.get(False, 0),
    )
