"""Accounts, sessions, links: who can sign in, for how long, and who not any more."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.database import Database
from storage.staff.accounts import (
    account_of_email,
    add_account,
    change_account,
    find_account,
    has_admin,
    set_password,
)
from storage.staff.email_taken_error import EmailTakenError
from storage.staff.last_admin_error import LastAdminError
from storage.staff.links import LINK_LIFE, add_link, find_link, use_link
from storage.staff.sessions import (
    IDLE,
    LONGEST,
    account_of_session,
    end_session,
    open_session,
    touch_session,
)
from storage.tables import Account

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


async def add(database: Database, email: str, role: str = "admin", known: bool = True) -> Account:
    """Add an account that has a password, or none yet."""
    async with database.write() as session:
        return await add_account(session, email, "Ada", role, "hash" if known else None)


async def is_in(database: Database, token_hash: str, now: datetime) -> bool:
    """Tell whether a session works at a moment."""
    async with database.read() as session:
        return await account_of_session(session, token_hash, now) is not None


async def test_address_is_taken_in_any_case(database: Database) -> None:
    """One address is one account, however it is written."""
    await add(database, "Ada@clinic.example")
    with pytest.raises(EmailTakenError):
        await add(database, "ADA@clinic.example")
    async with database.read() as session:
        assert await account_of_email(session, "aDa@clinic.example") is not None


async def test_session_ends_by_itself(database: Database) -> None:
    """After an hour without use, and after twelve however much it is used."""
    account = await add(database, "a@clinic.example")
    async with database.write() as session:
        await open_session(session, account.id, "t", NOW)
    assert await is_in(database, "t", NOW + IDLE - timedelta(seconds=1))
    assert not await is_in(database, "t", NOW + IDLE)
    used = NOW
    while used < NOW + LONGEST - IDLE:
        used += IDLE / 2
        async with database.write() as session:
            await touch_session(session, "t", used)
    async with database.write() as session:
        await touch_session(session, "t", NOW + LONGEST - timedelta(seconds=1))
    assert await is_in(database, "t", NOW + LONGEST - timedelta(seconds=1))
    assert not await is_in(database, "t", NOW + LONGEST)


async def test_what_ends_sessions(database: Database) -> None:
    """Sign-out ends one; another role, a closed account, a new password all of the account."""
    account = await add(database, "a@clinic.example")
    other = await add(database, "b@clinic.example")
    for change in ("out", "role", "close", "password"):
        async with database.write() as session:
            await open_session(session, account.id, f"1-{change}", NOW)
            await open_session(session, account.id, f"2-{change}", NOW)
            await open_session(session, other.id, f"3-{change}", NOW)
        async with database.write() as session:
            if change == "out":
                await end_session(session, "1-out")
            elif change == "role":
                await change_account(session, account.id, role="viewer")
            elif change == "close":
                await change_account(session, account.id, active=False)
                await change_account(session, account.id, active=True)
            else:
                await set_password(session, account.id, "new", "2-password")
        assert not await is_in(database, f"1-{change}", NOW)
        assert await is_in(database, f"2-{change}", NOW) == (change in ("out", "password"))
        assert await is_in(database, f"3-{change}", NOW)


async def test_closed_account_is_out(database: Database) -> None:
    """A session that is left of a closed account opens nothing."""
    await add(database, "b@clinic.example")
    account = await add(database, "a@clinic.example")
    async with database.write() as session:
        await change_account(session, account.id, active=False)
        await open_session(session, account.id, "t", NOW)
    assert not await is_in(database, "t", NOW)


@pytest.mark.parametrize("change", [{"role": "viewer"}, {"active": False}])
async def test_one_admin_stays(database: Database, change: dict[str, Any]) -> None:
    """Two admins who close each other's account at once do not lock the clinic out."""
    admins = [await add(database, f"{n}@clinic.example") for n in range(2)]
    await add(database, "invited@clinic.example", known=False)
    await add(database, "other@clinic.example", role="reviewer")

    async def fall(account: Account) -> bool:
        try:
            async with database.write() as session:
                await change_account(session, account.id, **change)
        except LastAdminError:
            return False
        return True

    assert sorted(await asyncio.gather(*map(fall, admins))) == [False, True]
    async with database.read() as session:
        assert await has_admin(session)


async def test_numbers_beyond_the_column(database: Database) -> None:
    """An id that no row can have is just unknown."""
    async with database.write() as session:
        assert await find_account(session, 2**40) is None
        assert await change_account(session, 2**40, role="viewer") is None


async def test_link_works_once(database: Database) -> None:
    """Of many who use a link at once, one gets it; a newer link replaces it; time ends it."""
    account = await add(database, "a@clinic.example")
    async with database.write() as session:
        await add_link(session, account.id, "old", NOW)
        await add_link(session, account.id, "new", NOW)
        await add_link(session, None, "first", NOW)
    async with database.read() as session:
        assert await find_link(session, "old", NOW) is None
        assert await find_link(session, "new", NOW + LINK_LIFE) is None

    async def use() -> bool:
        async with database.write() as session:
            return await use_link(session, "new", NOW) is not None

    assert sum(await asyncio.gather(*(use() for _ in range(4)))) == 1
    async with database.read() as session:
        assert await find_link(session, "first", NOW) is not None


async def test_closing_ends_links(database: Database) -> None:
    """Who is out does not come back with a link of before."""
    await add(database, "b@clinic.example")
    account = await add(database, "a@clinic.example")
    async with database.write() as session:
        await add_link(session, account.id, "t", NOW)
        await change_account(session, account.id, active=False)
    async with database.read() as session:
        assert await find_link(session, "t", NOW) is None
