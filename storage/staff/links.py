"""Queries on the one-time links with which staff set a password."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import StaffLink

LINK_LIFE = timedelta(hours=48)


async def add_link(
    session: AsyncSession, account_id: int | None, token_hash: str, now: datetime
) -> None:
    """Add a link; earlier ones of the same account stop working.

    Args:
        session: A writing transaction.
        account_id: Whose password it sets; None: it makes the first admin.
        token_hash: SHA-256 of the token in the link.
        now: The moment (UTC).
    """
    await session.execute(
        delete(StaffLink).where(
            or_(StaffLink.expires_at <= now, StaffLink.account_id.is_not_distinct_from(account_id))
        )
    )
    session.add(StaffLink(token_hash=token_hash, account_id=account_id, expires_at=now + LINK_LIFE))


async def delete_links(session: AsyncSession, account_id: int) -> None:
    """Make the links of an account useless.

    Args:
        session: A writing transaction.
        account_id: The account.
    """
    await session.execute(delete(StaffLink).where(StaffLink.account_id == account_id))


async def find_link(session: AsyncSession, token_hash: str, now: datetime) -> StaffLink | None:
    """Look up a link that still works.

    Args:
        session: Any transaction.
        token_hash: SHA-256 of the token in the link.
        now: The moment (UTC).
    """
    found: StaffLink | None = await session.scalar(
        select(StaffLink).where(StaffLink.token_hash == token_hash, StaffLink.expires_at > now)
    )
    return found


async def use_link(session: AsyncSession, token_hash: str, now: datetime) -> StaffLink | None:
    """Take a link: of two who use it at once, one gets it.

    Args:
        session: A writing transaction.
        token_hash: SHA-256 of the token in the link.
        now: The moment (UTC).

    Returns:
        The link, which is deleted, or None: used, too old, or never there.
    """
    link: StaffLink | None = await session.scalar(
        select(StaffLink)
        .where(StaffLink.token_hash == token_hash, StaffLink.expires_at > now)
        .with_for_update()
    )
    if link is not None:
        await session.delete(link)
        await session.flush()
    return link
