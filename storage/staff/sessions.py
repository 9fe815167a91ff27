"""Queries on the browsers in which staff are signed in."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Account, StaffSession

# Someone leaves the desk and forgets to sign out.
IDLE = timedelta(hours=1)
# Someone leaves for the day.
LONGEST = timedelta(hours=12)
# Last use is kept to the minute, so that not every page is a write.
SEEN_STEP = timedelta(minutes=1)


async def open_session(
    session: AsyncSession, account_id: int, token_hash: str, now: datetime
) -> None:
    """Sign a browser in, and forget sessions that are over.

    Args:
        session: A writing transaction.
        account_id: Whose session.
        token_hash: SHA-256 of the token in its cookie.
        now: The moment (UTC).
    """
    await session.execute(
        delete(StaffSession).where(
            or_(StaffSession.seen_at <= now - IDLE, StaffSession.created_at <= now - LONGEST)
        )
    )
    session.add(
        StaffSession(token_hash=token_hash, account_id=account_id, created_at=now, seen_at=now)
    )
    await session.execute(update(Account).where(Account.id == account_id).values(signed_in_at=now))


async def account_of_session(
    session: AsyncSession, token_hash: str, now: datetime
) -> tuple[Account, StaffSession] | None:
    """Find who is signed in.

    Args:
        session: Any transaction.
        token_hash: SHA-256 of the token in the cookie.
        now: The moment (UTC).

    Returns:
        Account and session, or None: unknown, over, or the account is not active.
    """
    found = await session.execute(
        select(Account, StaffSession)
        .join(StaffSession, StaffSession.account_id == Account.id)
        .where(
            StaffSession.token_hash == token_hash,
            StaffSession.seen_at > now - IDLE,
            StaffSession.created_at > now - LONGEST,
            Account.active,
        )
    )
    row = found.one_or_none()
    return None if row is None else (row[0], row[1])


async def touch_session(session: AsyncSession, token_hash: str, now: datetime) -> None:
    """Note that a session is used.

    Args:
        session: A writing transaction.
        token_hash: The session.
        now: The moment (UTC).
    """
    await session.execute(
        update(StaffSession).where(StaffSession.token_hash == token_hash).values(seen_at=now)
    )


async def end_session(session: AsyncSession, token_hash: str) -> None:
    """Sign a browser out.

    Args:
        session: A writing transaction.
        token_hash: Its session.
    """
    await session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))


async def end_sessions(
    session: AsyncSession, account_id: int, keep_token_hash: str | None = None
) -> None:
    """Sign an account out everywhere.

    Args:
        session: A writing transaction.
        account_id: The account.
        keep_token_hash: The one session that goes on.
    """
    query = delete(StaffSession).where(StaffSession.account_id == account_id)
    if keep_token_hash is not None:
        query = query.where(StaffSession.token_hash != keep_token_hash)
    await session.execute(query)
