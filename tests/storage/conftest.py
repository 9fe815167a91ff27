"""Each storage test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from storage.conversations import open_conversation
from storage.database import Database
from storage.reply import Reply
from tests.databases import (
    database_url,
    postgres,
    postgres_url,
    sqlite_template,
    sqlite_url,
)

__all__ = ["database_url", "postgres", "postgres_url", "sqlite_template", "sqlite_url"]

CONVERSATION = "c" * 32


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database of each kind."""
    database = Database(database_url)
    yield database
    await database.close()


@pytest_asyncio.fixture
async def conversation(database: Database) -> str:
    """The id of a conversation that has its greeting, with one button."""
    greeting = Reply(text="Hello", buttons=(("Costs?", "What does it cost?"),))
    async with database.write() as session:
        await open_conversation(session, CONVERSATION, "/hair", [greeting])
    return CONVERSATION
