"""The migrations lead to exactly the tables of the code, and back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage.conversations import find_conversation, open_conversation
from storage.database import Database
from storage.feedback import give_feedback
from storage.leads import read_leads
from storage.messages import read_messages
from storage.migrate import is_current, migrate
from storage.reply import Reply
from storage.tables import Base
from storage.words import words_of
from tests.storage.steps import ANSWER, VAULT, answer, details_of, new_id, receive, save


async def test_migrated_schema_is_the_tables_schema(database: Database) -> None:
    """No difference is left between the migrations and the tables, the search index aside.

    Each database has a search index of its own kind, which SQLAlchemy can not describe.
    """

    def differences(connection: Connection) -> list[object]:
        options = {
            "compare_type": True,
            "include_name": lambda name, kind, _: not (name or kind).startswith("message_search"),
        }
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Base.metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_every_constraint_has_its_conventional_name(database: Database) -> None:
    """Later migrations can name what they drop."""

    def names(connection: Connection) -> list[str | None]:
        inspector = inspect(connection)
        return [
            constraint["name"]
            for table in Base.metadata.tables
            for constraint in (
                *inspector.get_foreign_keys(table),
                *inspector.get_unique_constraints(table),
                *inspector.get_check_constraints(table),
            )
        ]

    async with database.engine.connect() as connection:
        found = await connection.run_sync(names)
    assert found
    assert all(name and name[:3] in ("fk_", "uq_", "ck_") for name in found)


def test_migrating_twice_back_and_forth(database_url: str) -> None:
    """Migrating again changes nothing; the way back to nothing and forth is open."""
    migrate(database_url)
    assert is_current(database_url)
    migrate(database_url, "base")
    assert not is_current(database_url)
    migrate(database_url)
    assert is_current(database_url)


async def test_rows_survive_the_way_down_and_up(database_url: str) -> None:
    """Conversations of before the leads stay readable; a way down keeps all that is not sealed."""
    database = Database(database_url)
    async with database.write() as session:
        await open_conversation(session, "c", "/hair", [Reply(text="Hello")], "k" * 64)
    for words, masked in (("Does it hurt?", None), ("call 617 555 0134", "call [phone]")):
        client_id = new_id()
        await receive(database, "c", client_id, words)
        await answer(database, "c", client_id, replace(ANSWER, masked_text=masked))
    async with database.write() as session:
        await give_feedback(session, VAULT, "c", 1, True, "fine")
    await save(database, details_of("c"))
    await database.close()

    migrate(database_url, "0002")
    assert not is_current(database_url)
    assert await columns_of(database_url, "message") & {"sealed", "form"} == set()
    migrate(database_url)
    database = Database(database_url)
    async with database.read() as session:
        conversation = await find_conversation(session, "c")
        messages = await read_messages(session, "c")
        leads = await read_leads(session, "c")
    await database.close()
    assert conversation is not None
    assert (conversation.page, conversation.message_count) == ("/hair", 7)
    said = [words_of(message, VAULT) for message in messages]
    assert said == ["Hello", "Does it hurt?", "First", "Second", "call [phone]", "First", "Second"]
    assert [topic.name for topic in messages[1].topics] == ["faq/a", "faq/b"]
    assert messages[2].buttons[0].title == "More"
    assert messages[0].feedback is not None
    assert messages[0].feedback.helpful
    assert leads == []


async def columns_of(url: str, table: str) -> set[str]:
    """Read which columns a table has."""

    def names(connection: Connection) -> set[str]:
        return {str(column["name"]) for column in inspect(connection).get_columns(table)}

    database = Database(url)
    async with database.engine.connect() as connection:
        found = await connection.run_sync(names)
    await database.close()
    return found


def test_command_migrates_the_database_of_the_settings(tmp_path: Path) -> None:
    """`python -m storage.migrate` makes the file, and is quiet about it."""
    done = _command(f"sqlite+aiosqlite:///{tmp_path}/deep/app.db")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with sqlite3.connect(tmp_path / "deep" / "app.db") as connection:
        assert connection.execute("SELECT count(*) FROM conversation").fetchone() == (0,)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite:////proc/none/app.db",
        "postgresql+psycopg://visitor:sesame@127.0.0.1:1/app",
    ],
)
def test_command_says_in_one_line_why_not(url: str) -> None:
    """A database that can not be reached: one line, no traceback, no password."""
    done = _command(url)
    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_URL: ")
    assert done.stderr.count("\n") == 1
    assert "sesame" not in done.stderr


def _command(url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "storage.migrate"],
        env={"DATABASE_URL": url, "SECRET_KEY": "k" * 32},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
