"""A running console on each kind of database, and a signed-in colleague of each role."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from storage.staff.accounts import add_account
from storage.staff.sessions import open_session
from tests.databases import database_url
from tests.web.conftest import make_settings, running
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.staff.colleague import Colleague
from web.chat import keeper
from web.staff.accounts.passwords import hash_password
from web.staff.cookies import hash_token

__all__ = ["database_url"]

PASSWORD = "correct horse battery"


@pytest_asyncio.fixture(scope="session")
async def password_hash() -> str:
    """The hash of `PASSWORD`, made once: it is slow on purpose."""
    return await hash_password(PASSWORD)


@pytest_asyncio.fixture
async def console(
    engine_server: tuple[FakeEngine, str], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    """A running door with a fresh database of each kind; tests sort questions themselves."""
    monkeypatch.setattr(keeper, "make_sorting_round", _leave_alone)
    settings = make_settings(engine_server[1], database_url)
    settings.rate_sign_ins_address = settings.rate_sign_ins_account = "100000/minute"
    async with running(settings) as door:
        yield door


async def _leave_alone(_door: object) -> None:
    """Do nothing."""


@asynccontextmanager
async def signed_in(door: Running, role: str, password_hash: str) -> AsyncIterator[Colleague]:
    """Sign a new colleague in, without the way through the form."""
    token = secrets.token_urlsafe(32)
    async with door.door.database.write() as session:
        account = await add_account(
            session, f"{role}@clinic.example", f"Ada {role.title()}", role, password_hash
        )
        await open_session(session, account.id, hash_token(token), datetime.now(UTC))
    colleague = Colleague(door.url, account, token)
    async with colleague.http:
        yield colleague


@pytest_asyncio.fixture
async def viewer(console: Running, password_hash: str) -> AsyncIterator[Colleague]:
    """A colleague who may look."""
    async with signed_in(console, "viewer", password_hash) as colleague:
        yield colleague


@pytest_asyncio.fixture
async def reviewer(console: Running, password_hash: str) -> AsyncIterator[Colleague]:
    """A colleague who works on conversations and leads."""
    async with signed_in(console, "reviewer", password_hash) as colleague:
        yield colleague


@pytest_asyncio.fixture
async def admin(console: Running, password_hash: str) -> AsyncIterator[Colleague]:
    """A colleague who may do everything."""
    async with signed_in(console, "admin", password_hash) as colleague:
        yield colleague


@pytest_asyncio.fixture
async def outsider(console: Running) -> AsyncIterator[Colleague]:
    """Somebody who is not signed in."""
    colleague = Colleague(console.url)
    async with colleague.http:
        yield colleague


@pytest.fixture
def everybody(
    outsider: Colleague, viewer: Colleague, reviewer: Colleague, admin: Colleague
) -> dict[str, Colleague]:
    """One of each role."""
    return {"outsider": outsider, "viewer": viewer, "reviewer": reviewer, "admin": admin}
