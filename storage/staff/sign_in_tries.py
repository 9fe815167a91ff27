"""Queries that count tries to sign in, for all web processes on one database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import SignInTry

Rate = tuple[int, timedelta]
"""So many tries in so long a time."""


async def wait_of(
    session: AsyncSession, who: str, rates: Sequence[Rate], now: datetime
) -> timedelta | None:
    """Tell how long somebody has to wait for the next try.

    Args:
        session: Any transaction.
        who: Whose tries: an address or an account.
        rates: All of them hold.
        now: The moment (UTC).

    Returns:
        The time to wait; None: they may try now.
    """
    waits = []
    for amount, span in rates:
        # The oldest of the last tries has to be out of the span before there is room for one.
        last = await session.scalars(
            select(SignInTry.at)
            .where(SignInTry.who == who, SignInTry.at > now - span)
            .order_by(SignInTry.at.desc())
            .limit(amount)
        )
        times = last.all()
        if len(times) >= amount:
            waits.append(times[-1] + span - now)
    return max(waits, default=None)


async def count_try(
    session: AsyncSession, who: str, rates: Sequence[Rate], now: datetime
) -> timedelta | None:
    """Count a try, unless there were too many; of many at once, no more than the rate pass.

    Args:
        session: A writing transaction.
        who: Whose try.
        rates: All of them hold.
        now: The moment (UTC).

    Returns:
        The time to wait; None: it is counted and may be made.
    """
    if session.get_bind().dialect.name == "postgresql":
        # SQLite has one writer at a time; here, those who try at once have to queue.
        key = int.from_bytes(blake2b(who.encode(), digest_size=8).digest(), signed=True)
        await session.execute(select(func.pg_advisory_xact_lock(key)))
    wait = await wait_of(session, who, rates, now)
    if wait is None:
        session.add(SignInTry(who=who, at=now))
    return wait


async def forget_try(session: AsyncSession, who: Sequence[str], at: datetime) -> None:
    """Take a try back: it was right.

    Args:
        session: A writing transaction.
        who: For whom it was counted.
        at: When.
    """
    await session.execute(delete(SignInTry).where(SignInTry.who.in_(who), SignInTry.at == at))


async def forget_old_tries(session: AsyncSession, before: datetime) -> None:
    """Forget tries that no rate asks for any more.

    Args:
        session: A writing transaction.
        before: The moment from which on they count.
    """
    await session.execute(delete(SignInTry).where(SignInTry.at <= before))
