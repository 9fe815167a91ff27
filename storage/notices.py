"""Queries on the outbox: what the clinic is to hear of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.notice_counts import NoticeCounts
from storage.tables import Conversation, Notice
from storage.tables.notice import URGENT

# A visitor in need writes several urgent messages; staff are called to the first.
URGENT_PAUSE = timedelta(minutes=60)


async def add_notices(
    session: AsyncSession,
    kinds: Sequence[str],
    event: str,
    conversation_id: str,
    reference: str | None = None,
) -> None:
    """Add a notice for each way, in the caller's transaction: it stands and falls with it.

    A conversation has at most one urgent notice of a kind in `URGENT_PAUSE`.

    Args:
        session: A writing transaction.
        kinds: `email`, `webhook`, both or none, as the settings have it.
        event: `lead` or `urgent`.
        conversation_id: The conversation that it is about.
        reference: Reference of the lead.
    """
    now = datetime.now(UTC)
    for kind in kinds:
        if event == URGENT and await _urgent_is_told(session, kind, conversation_id, now):
            continue
        session.add(
            Notice(
                conversation_id=conversation_id,
                kind=kind,
                event=event,
                reference=reference,
                idempotency_key=str(uuid4()),
                created_at=now,
                next_attempt_at=now,
                attempts=0,
                refusals=0,
            )
        )


async def has_due(session: AsyncSession, kind: str, now: datetime) -> bool:
    """Tell whether there is something to claim, without a lock.

    Args:
        session: Any transaction.
        kind: `email` or `webhook`.
        now: The moment (UTC).

    Returns:
        Whether `claim_due` would find a notice.
    """
    return bool(await session.scalar(select(exists().where(_is_due(kind, now)))))


async def claim_due(
    session: AsyncSession, kind: str, now: datetime, limit: int, lease: timedelta
) -> list[Notice]:
    """Take notices that are to be sent now; no other worker gets them before the lease ends.

    Args:
        session: A writing transaction.
        kind: `email` or `webhook`.
        now: The moment (UTC).
        limit: At most so many.
        lease: After this time, a notice that is not marked is given out again.

    Returns:
        The notices, urgent ones first.
    """
    found = await session.scalars(
        select(Notice)
        .where(_is_due(kind, now))
        .order_by((Notice.event == URGENT).desc(), Notice.next_attempt_at, Notice.id)
        .limit(limit)
        # PostgreSQL: rows that another worker is taking now are passed over.
        .with_for_update(skip_locked=True)
    )
    claimed = list(found.all())
    for notice in claimed:
        notice.claimed_until = now + lease
    return claimed


async def mark_sent(session: AsyncSession, notice_id: int, now: datetime) -> None:
    """Note that a notice was accepted; this counts even when the lease is over.

    Args:
        session: A writing transaction.
        notice_id: The notice.
        now: The moment (UTC).
    """
    await session.execute(
        update(Notice)
        .where(Notice.id == notice_id, Notice.sent_at.is_(None))
        .values(
            sent_at=now,
            dead_at=None,
            next_attempt_at=None,
            claimed_until=None,
            attempts=Notice.attempts + 1,
            last_error=None,
        )
    )


async def mark_failed(
    session: AsyncSession,
    notice: Notice,
    code: str,
    now: datetime,
    *,
    refused: bool,
    retry_at: datetime | None,
) -> None:
    """Note that a try failed; nothing happens when another worker has the notice by now.

    Args:
        session: A writing transaction.
        notice: The notice as it was claimed.
        code: Code of ours for the reason, such as `smtp_550`.
        now: The moment (UTC).
        refused: Whether the receiver refused it for good.
        retry_at: When to try again (UTC); None: it is dead.
    """
    await session.execute(
        update(Notice)
        .where(Notice.id == notice.id, Notice.claimed_until == notice.claimed_until)
        .values(
            dead_at=now if retry_at is None else None,
            next_attempt_at=retry_at,
            claimed_until=None,
            attempts=Notice.attempts + 1,
            refusals=Notice.refusals + int(refused),
            last_error=code,
        )
    )


async def dead_notices(session: AsyncSession) -> Sequence[Notice]:
    """Read the notices that were given up.

    Args:
        session: Any transaction.

    Returns:
        The notices, the longest dead first.
    """
    found = await session.scalars(
        select(Notice).where(Notice.dead_at.is_not(None)).order_by(Notice.dead_at, Notice.id)
    )
    return found.all()


async def count_dead(session: AsyncSession) -> int:
    """Count the notices that were given up.

    Args:
        session: Any transaction.
    """
    return (
        await session.scalar(
            select(func.count()).select_from(Notice).where(Notice.dead_at.is_not(None))
        )
        or 0
    )


async def failing_notices(session: AsyncSession) -> Sequence[Notice]:
    """Read the notices that failed and will be tried again.

    Args:
        session: Any transaction.

    Returns:
        The notices, the oldest first.
    """
    found = await session.scalars(
        select(Notice)
        .where(Notice.next_attempt_at.is_not(None), Notice.last_error.is_not(None))
        .order_by(Notice.id)
    )
    return found.all()


async def retry_dead(session: AsyncSession, now: datetime) -> int:
    """Queue all dead notices again, as if they had never been tried.

    Args:
        session: A writing transaction.
        now: The moment (UTC).

    Returns:
        How many there were.
    """
    queued = await session.scalars(
        update(Notice)
        .where(Notice.dead_at.is_not(None))
        .values(dead_at=None, next_attempt_at=now, attempts=0, refusals=0, last_error=None)
        .returning(Notice.id)
    )
    return len(queued.all())


async def counts(session: AsyncSession, since: datetime) -> NoticeCounts:
    """Count the notices of each state.

    Args:
        session: Any transaction.
        since: Sent ones count from this moment on (UTC).

    Returns:
        The numbers.
    """
    row = (
        await session.execute(
            select(
                func.count(Notice.next_attempt_at),
                func.count().filter(Notice.sent_at >= since),
                func.count(Notice.dead_at),
            )
        )
    ).one()
    return NoticeCounts(waiting=row[0], sent=row[1], dead=row[2])


def _is_due(kind: str, now: datetime) -> ColumnElement[bool]:
    """Write the condition for notices whose time has come and that no living worker holds."""
    free = or_(Notice.claimed_until.is_(None), Notice.claimed_until <= now)
    # A notice that is sent or dead has no next attempt.
    return and_(Notice.kind == kind, Notice.next_attempt_at <= now, free)


async def _urgent_is_told(
    session: AsyncSession, kind: str, conversation_id: str, now: datetime
) -> bool:
    """Tell whether a notice of this kind is young enough to stand for this message too."""
    # The lock makes two urgent messages at once follow each other.
    await session.execute(
        select(Conversation.id).where(Conversation.id == conversation_id).with_for_update()
    )
    told: bool | None = await session.scalar(
        select(
            exists().where(
                Notice.conversation_id == conversation_id,
                Notice.kind == kind,
                Notice.event == URGENT,
                Notice.created_at > now - URGENT_PAUSE,
            )
        )
    )
    return bool(told)
