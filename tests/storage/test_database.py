"""What both databases promise, and what each is set to."""

from __future__ import annotations

import ast
import asyncio
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from storage.conversations import open_conversation
from storage.database import Database
from storage.reply import Reply
from storage.tables import Conversation, Message
from storage.tables.message import VISITOR
from storage.words import words_of
from tests.storage.steps import VAULT, load, new_id, receive, row_counts

STORAGE = Path(__file__).parents[2] / "storage"


async def test_error_rolls_back(database: Database) -> None:
    """Half a transaction is none."""
    with pytest.raises(ZeroDivisionError):
        async with database.write() as session:
            await open_conversation(session, "c", None, [Reply(text="Hello")])
            raise ZeroDivisionError
    assert set((await row_counts(database)).values()) == {0}


async def test_foreign_keys_hold(database: Database) -> None:
    """A message without its conversation is refused, and the error does not repeat it."""
    message = Message(
        conversation_id="nobody",
        seq=1,
        sender=VISITOR,
        text="secret words",
        client_id=new_id(),
        created_at=datetime.now(UTC),
    )
    with pytest.raises(IntegrityError) as caught:
        async with database.write() as session:
            session.add(message)
    assert "secret" not in str(caught.value)


async def test_times_come_back_in_utc(database: Database) -> None:
    """Any zone goes in, UTC comes out; a time without a zone is refused."""
    moment = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=-5)))
    async with database.write() as session:
        await open_conversation(session, "c", None, [])
        row = await session.get_one(Conversation, "c")
        row.started_at = moment
    stored = (await load(database, "c")).started_at
    assert stored == moment
    assert stored.utcoffset() == timedelta(0)
    with pytest.raises(StatementError):
        async with database.write() as session:
            row = await session.get_one(Conversation, "c")
            row.started_at = moment.replace(tzinfo=None)


async def test_texts_of_all_kinds_come_back(database: Database, conversation: str) -> None:
    """Quotes, other scripts, emoji and long texts are stored as they are."""
    for words in ("'; DROP TABLE message; --", "脱发 🧑‍⚕️ é", "x" * 100_000, ""):
        exchange = await receive(database, conversation, new_id(), words)
        assert words_of(exchange.message, VAULT) == words


async def test_two_programs_write_at_once(database_url: str) -> None:
    """Another writer on the same database is waited for, not an error."""
    first, second = Database(database_url), Database(database_url)
    async with first.write() as session:
        await open_conversation(session, "c", None, [])
    await asyncio.gather(
        *(receive(program, "c", new_id(), "hi") for program in (first, second) for _ in range(5))
    )
    assert (await load(first, "c")).message_count == 10
    await first.close()
    await second.close()


async def test_sqlite_is_set_up(sqlite_url: str) -> None:
    """Write-ahead log, waiting, foreign keys, safe commits and overwriting are on."""
    database = Database(sqlite_url)
    wanted = {
        "journal_mode": "wal",
        "busy_timeout": 5000,
        "foreign_keys": 1,
        "synchronous": 2,
        "secure_delete": 1,
    }
    async with database.read() as session:
        found = {name: await session.scalar(text(f"PRAGMA {name}")) for name in wanted}
    assert found == wanted
    await database.close()


async def test_one_trip_for_a_statement(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement goes to the thread of its connection once, whatever it finds."""
    trips = 0
    go: Any = aiosqlite.Connection._execute

    async def counted(connection: aiosqlite.Connection, *work: Any, **options: Any) -> Any:
        nonlocal trips
        trips += 1
        return await go(connection, *work, **options)

    database = Database(sqlite_url)
    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
    async with database.write() as session:
        await open_conversation(session, "c", None, [])
        for statement in ("SELECT id FROM conversation", "UPDATE conversation SET page = '/'"):
            trips = 0
            await session.execute(text(statement))
            assert trips == 1
    await database.close()


async def test_scrubbing_is_harmless(database: Database, conversation: str) -> None:
    """It keeps what is there, on both databases."""
    await database.scrub()
    assert (await load(database, conversation)).message_count == 1


def test_storage_stands_alone() -> None:
    """It imports nothing of web, notify, actions or components."""
    for path in STORAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            roots = {name.split(".")[0] for name in names}
            assert not roots & {"web", "notify", "actions", "components", "rasa", "sanic"}, path
