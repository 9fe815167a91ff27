"""A door under attack on each kind of database, with one of everything in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.web.conftest import make_settings, running
from tests.web.fake_engine import FakeEngine
from tests.web.hostile.attack import Attack
from tests.web.running import Running
from tests.web.staff.conftest import database_url, password_hash, signed_in
from tests.web.staff.console_data import fill_console
from web.chat import keeper
from web.staff.improve import decisions

__all__ = ["database_url", "password_hash"]


async def _leave_alone(*_args: object) -> None:
    """Do nothing."""


@pytest_asyncio.fixture
async def console(
    engine_server: tuple[FakeEngine, str], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    """A running door; no training and no other model is started from here."""
    monkeypatch.setattr(keeper, "make_sorting_round", _leave_alone)
    monkeypatch.setattr(decisions, "start_training", _leave_alone)
    monkeypatch.setattr(decisions, "switch", _leave_alone)
    async with running(make_settings(engine_server[1], database_url)) as door:
        yield door


@pytest_asyncio.fixture
async def attack(console: Running, engine: FakeEngine, password_hash: str) -> AsyncIterator[Attack]:
    """An attack that can begin."""
    async with (
        signed_in(console, "viewer", password_hash) as viewer,
        signed_in(console, "reviewer", password_hash) as reviewer,
        signed_in(console, "admin", password_hash) as admin,
    ):
        rows = await fill_console(console, engine, admin, reviewer)
        people = {"viewer": viewer, "reviewer": reviewer, "admin": admin}
        staff = {role: who.account for role, who in people.items() if who.account}
        begun = Attack(console, staff, rows | {"seq": "2", "kind": "csv", "message_id": "6"})
        await begun.begin()
        yield begun
        await begun.end()
