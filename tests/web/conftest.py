"""A running door with a real database and a fake engine."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from cryptography.fernet import Fernet

from settings import Settings
from tests.databases import postgres, postgres_url, sqlite_template, sqlite_url
from tests.plain_http import plain_http
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.serving import serving
from tests.web.visitor import Visitor
from web.app import create_app
from web.connection import Connection

__all__ = ["postgres", "postgres_url", "sqlite_template", "sqlite_url"]

SECRET = "a secret of the tests, 32 letters or more"
DATA_KEY = Fernet.generate_key().decode()

StartDoor = Callable[..., AbstractAsyncContextManager[Running]]


@pytest_asyncio.fixture(scope="session")
async def engine_server() -> AsyncIterator[tuple[FakeEngine, str]]:
    """One fake engine for all tests."""
    engine = FakeEngine()
    async with serving(engine.app) as url:
        yield engine, url


@pytest.fixture(autouse=True)
def engine(engine_server: tuple[FakeEngine, str]) -> FakeEngine:
    """The fake engine, echoing."""
    engine_server[0].reset()
    return engine_server[0]


def make_settings(engine_url: str, database_url: str) -> Settings:
    """Make settings of a door; floods are allowed unless a test forbids them."""
    rates = dict.fromkeys(("rate_sessions", "rate_messages", "rate_reads"), "100000/minute")
    # As the environment gives them: texts, which the settings turn into what they are.
    given: dict[str, Any] = {
        "_env_file": None,
        "secret_key": SECRET,
        "data_keys": DATA_KEY,
        **rates,
    }
    return Settings(engine_url=engine_url, database_url=database_url, **given)


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Running]:
    """Run a door."""
    app = create_app(settings)
    async with (
        serving(app, protocol=Connection) as url,
        plain_http(url) as http,
    ):
        yield Running(url, app.ctx.door, http)


@pytest.fixture
def settings(engine_server: tuple[FakeEngine, str], sqlite_url: str) -> Settings:
    """Settings of a door with a fresh database."""
    return make_settings(engine_server[1], sqlite_url)


@pytest.fixture
def start_door(settings: Settings) -> StartDoor:
    """Start doors of one's own, with changed settings, on one fresh database."""
    return lambda **changes: running(settings.model_copy(update=changes))


@pytest_asyncio.fixture(scope="session")
async def shared_door(
    engine_server: tuple[FakeEngine, str],
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Running]:
    """One door for all tests that look at their own conversations only."""
    path = tmp_path_factory.mktemp("shared") / "app.db"
    shutil.copy(sqlite_template, path)
    async with running(make_settings(engine_server[1], f"sqlite+aiosqlite:///{path}")) as door:
        yield door


@pytest.fixture
def door(shared_door: Running) -> Running:
    """A running door; modules that count all rows have one of their own."""
    return shared_door


@pytest_asyncio.fixture
async def visitor(door: Running) -> Visitor:
    """A visitor with an open conversation."""
    return await Visitor(door.http).open()
