"""A running door with a real database and a fake engine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx
import pytest
import pytest_asyncio

from settings import Settings
from tests.databases import postgres, postgres_url, sqlite_template, sqlite_url
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.serving import serving
from tests.web.visitor import Visitor
from web.app import create_app

__all__ = ["postgres", "postgres_url", "sqlite_template", "sqlite_url"]

SECRET = "a secret of the tests, 32 letters or more"

StartDoor = Callable[..., AbstractAsyncContextManager[Running]]


@pytest_asyncio.fixture(scope="session")
async def engine_server() -> AsyncIterator[tuple[FakeEngine, str]]:
    """One fake engine for all tests."""
    engine = FakeEngine()
    async with serving(engine.app) as url:
        yield engine, url


@pytest.fixture
def engine(engine_server: tuple[FakeEngine, str]) -> FakeEngine:
    """The fake engine, echoing."""
    engine_server[0].reset()
    return engine_server[0]


@pytest.fixture
def settings(
    engine: FakeEngine, engine_server: tuple[FakeEngine, str], sqlite_url: str
) -> Settings:
    """Settings of a door with a fresh database; floods are allowed unless a test forbids them."""
    return Settings(
        _env_file=None,
        secret_key=SECRET,
        engine_url=engine_server[1],
        database_url=sqlite_url,
        rate_sessions="100000/minute",
        rate_messages="100000/minute",
        rate_reads="100000/minute",
    )


@pytest.fixture
def start_door(settings: Settings) -> StartDoor:
    """Start doors with changed settings."""

    @asynccontextmanager
    async def start(**changes: Any) -> AsyncIterator[Running]:
        app = create_app(settings.model_copy(update=changes))
        async with serving(app) as url, httpx.AsyncClient(base_url=url, timeout=60) as http:
            yield Running(url, app.ctx.door, http)

    return start


@pytest_asyncio.fixture
async def door(start_door: StartDoor) -> AsyncIterator[Running]:
    """A running door."""
    async with start_door() as running:
        yield running


@pytest_asyncio.fixture
async def visitor(door: Running) -> Visitor:
    """A visitor with an open conversation."""
    return await Visitor(door.http).open()
