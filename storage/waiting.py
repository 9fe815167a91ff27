"""Queries on who waits for whom: visitors for a person, and colleagues who are free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.conversations import lock_conversation
from storage.replies import add_replies, next_seq
from storage.reply import Reply
from storage.tables import Account, Message, StaffSession, Takeover
from storage.tables.account import ADMIN, REVIEWER
from storage.tables.message import VISITOR
from storage.tables.takeover import UNMET
from storage.takeovers import open_takeover

# A person was asked for, and none has come yet.
WAITING = (Takeover.ended_at.is_(None), Takeover.joined_at.is_(None))


async def somebody_free(session: AsyncSession, seen_since: datetime) -> bool:
    """Tell whether a colleague who may join is at the console and in no other conversation.

    Args:
        session: Any transaction.
        seen_since: At the console: they used it since this moment (UTC).
    """
    busy = exists().where(
        Takeover.account_id == Account.id,
        Takeover.joined_at.is_not(None),
        Takeover.ended_at.is_(None),
    )
    found = await session.scalar(
        select(
            exists().where(
                StaffSession.account_id == Account.id,
                StaffSession.seen_at >= seen_since,
                Account.active,
                Account.role.in_((REVIEWER, ADMIN)),
                ~busy,
            )
        )
    )
    return bool(found)


async def waiting_visitors(session: AsyncSession) -> Sequence[Takeover]:
    """Find conversations whose visitor asked for a person and has none yet.

    Args:
        session: Any transaction.

    Returns:
        The longest waiting first.
    """
    found = await session.scalars(select(Takeover).where(*WAITING).order_by(Takeover.asked_at))
    return found.all()


async def joined_takeovers(session: AsyncSession) -> Sequence[Takeover]:
    """Find the conversations that a colleague is in.

    Args:
        session: Any transaction.

    Returns:
        The oldest first.
    """
    found = await session.scalars(
        select(Takeover)
        .where(Takeover.ended_at.is_(None), Takeover.joined_at.is_not(None))
        .order_by(Takeover.id)
    )
    return found.all()


async def silent_since(session: AsyncSession, takeover: Takeover) -> datetime | None:
    """Tell since when one side waits for the other.

    Args:
        session: Any transaction.
        takeover: One that is joined.

    Returns:
        The moment (UTC) of the visitor's first message that the colleague has not answered;
        without one, of the colleague's last message. None: the conversation was erased.
    """
    here = Message.conversation_id == takeover.conversation_id
    last = select(func.max(Message.seq)).where(here, Message.said_by.is_not(None)).scalar_subquery()
    asked: datetime | None = await session.scalar(
        select(Message.created_at)
        .where(here, Message.seq > last, Message.sender == VISITOR)
        .order_by(Message.seq)
        .limit(1)
    )
    if asked is not None:
        return asked
    said: datetime | None = await session.scalar(
        select(Message.created_at).where(here, Message.seq == last)
    )
    return said


async def end_unmet(session: AsyncSession, conversation_id: str, reply: Reply) -> bool:
    """Tell a visitor that nobody came; the assistant has answered all the while.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.
        reply: What the assistant says.

    Returns:
        False: somebody did come, or it is over; then nothing changes.
    """
    conversation = await lock_conversation(session, conversation_id)
    takeover = await open_takeover(session, conversation_id)
    if conversation is None or takeover is None or takeover.is_joined:
        return False
    now = datetime.now(UTC)
    takeover.ended_at, takeover.outcome = now, UNMET
    conversation.last_at = now
    await add_replies(session, conversation_id, next_seq(conversation), None, [reply], now)
    return True
