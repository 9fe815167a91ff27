"""Queries on accounts of staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.staff.email_taken_error import EmailTakenError
from storage.staff.last_admin_error import LastAdminError
from storage.staff.links import delete_links
from storage.staff.sessions import end_sessions
from storage.tables import Account
from storage.tables.account import ADMIN

# PostgreSQL refuses to look for a larger one.
LARGEST_ID = 2**31 - 1


async def add_account(
    session: AsyncSession, email: str, name: str, role: str, password_hash: str | None = None
) -> Account:
    """Add an account.

    Args:
        session: A writing transaction.
        email: What they sign in with.
        name: What colleagues see.
        role: `viewer`, `reviewer` or `admin`.
        password_hash: Argon2id; None: it is set later, with a link.

    Returns:
        The account.

    Raises:
        EmailTakenError: There is an account with this address.
    """
    account = Account(
        email=email.casefold(),
        name=name,
        role=role,
        password_hash=password_hash,
        active=True,
        created_at=datetime.now(UTC),
    )
    try:
        async with session.begin_nested():
            session.add(account)
    except IntegrityError:
        raise EmailTakenError from None
    return account


async def find_account(session: AsyncSession, account_id: int) -> Account | None:
    """Look up an account, also one that is not active.

    Args:
        session: Any transaction.
        account_id: Its id.
    """
    return await session.get(Account, account_id) if account_id <= LARGEST_ID else None


async def account_of_email(session: AsyncSession, email: str) -> Account | None:
    """Look up who signs in with an address.

    Args:
        session: Any transaction.
        email: The address, in any case.
    """
    found: Account | None = await session.scalar(
        select(Account).where(Account.email == email.casefold())
    )
    return found


async def list_accounts(session: AsyncSession) -> Sequence[Account]:
    """Read all accounts.

    Args:
        session: Any transaction.

    Returns:
        Those that are active first, then by name.
    """
    found = await session.scalars(select(Account).order_by(Account.active.desc(), Account.name))
    return found.all()


async def has_admin(session: AsyncSession) -> bool:
    """Tell whether there is an admin who can sign in.

    Args:
        session: Any transaction.
    """
    found = await session.scalar(select(exists().where(*_is_working_admin())))
    return bool(found)


async def change_account(
    session: AsyncSession, account_id: int, *, role: str | None = None, active: bool | None = None
) -> Account | None:
    """Change role or state; where something changes, all sessions of the account end.

    Args:
        session: A writing transaction.
        account_id: The account.
        role: The new role; None: as it is.
        active: Whether they can sign in; None: as it is.

    Returns:
        The account, or None when there is no such one.

    Raises:
        LastAdminError: No admin would be left who can sign in.
    """
    # All admins are locked, so that two of them can not take the role from each other at once.
    admins = await session.scalars(
        select(Account.id).where(*_is_working_admin()).order_by(Account.id).with_for_update()
    )
    others = set(admins.all()) - {account_id}
    if await find_account(session, account_id) is None:
        return None
    account = await session.get_one(
        Account, account_id, with_for_update=True, populate_existing=True
    )
    new_role = account.role if role is None else role
    new_active = account.active if active is None else active
    if (new_role, new_active) == (account.role, account.active):
        return account
    was_admin = account.role == ADMIN and account.active and account.password_hash is not None
    if was_admin and not others and not (new_role == ADMIN and new_active):
        raise LastAdminError
    account.role, account.active = new_role, new_active
    await end_sessions(session, account_id)
    if not new_active:
        await delete_links(session, account_id)
    return account


async def set_password(
    session: AsyncSession, account_id: int, password_hash: str, keep_token_hash: str | None = None
) -> None:
    """Set a password; all other sessions of the account end.

    Args:
        session: A writing transaction.
        account_id: The account.
        password_hash: Argon2id.
        keep_token_hash: The session in which it is changed, which goes on.
    """
    account = await session.get_one(Account, account_id)
    account.password_hash = password_hash
    await end_sessions(session, account_id, keep_token_hash)


def _is_working_admin() -> list[ColumnElement[bool]]:
    return [Account.role == ADMIN, Account.active.is_(True), Account.password_hash.is_not(None)]
