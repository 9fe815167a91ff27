"""`make rotate-keys`: the real command, killed in the middle and run again."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from settings import ROOT
from storage.database import Database
from storage.persons import conversations_of_contact
from tests.databases import database_url, postgres, postgres_url, sqlite_template, sqlite_url
from tests.storage.test_rotation import (
    CONTACT,
    NEW,
    NEW_KEY,
    OLD,
    OLD_KEY,
    fill,
    read_all,
    sealed_values,
)
from tests.web.program import environment

__all__ = ["database_url", "postgres", "postgres_url", "sqlite_template", "sqlite_url"]

COMMAND = [sys.executable, "-m", "scripts.rotate_keys"]
CONVERSATIONS = 120


def store_events(folder: Path, *events: str) -> None:
    """Make the engine's database, as far as the rotation looks at it."""
    with sqlite3.connect(folder / "engine.db") as connection:
        connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, data TEXT)")
        rows = [(OLD.seal(event),) for event in events]
        connection.executemany("INSERT INTO events (data) VALUES (?)", rows)


def stored_events(folder: Path) -> list[str]:
    """Read the engine's events as they are stored."""
    with sqlite3.connect(folder / "engine.db") as connection:
        return [data for (data,) in connection.execute("SELECT data FROM events ORDER BY id")]


@pytest_asyncio.fixture
async def database(database_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """More conversations than a batch holds, sealed with the old key; an engine that has two."""
    store_events(tmp_path, "one", "two")
    database = Database(database_url)
    for number in range(CONVERSATIONS):
        await fill(database, f"c{number}", OLD)
    yield database
    await database.close()


def variables(url: str, keys: str, folder: Path) -> dict[str, str]:
    """Make the environment of the command."""
    engine = f"sqlite:///{folder / 'engine.db'}"
    return environment(DATABASE_URL=url, DATA_KEYS=keys, ENGINE_DATABASE_URL=engine)


def rotate(url: str, keys: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    names = variables(url, keys, folder)
    return subprocess.run(
        COMMAND, cwd=ROOT, env=names, capture_output=True, text=True, timeout=60, check=False
    )


def begin(url: str, keys: str, folder: Path) -> str:
    """Run the command until its first line, then kill it; gives that line."""
    names = variables(url, keys, folder)
    with subprocess.Popen(COMMAND, cwd=ROOT, env=names, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        process.kill()
    return line


async def test_killed_and_run_again(database: Database, database_url: str, tmp_path: Path) -> None:
    """After a sudden death all can be read; the second run finishes, the third has no work."""
    before = await read_all(database, OLD)
    keys = f"{NEW_KEY},{OLD_KEY}"
    first = begin(database_url, keys, tmp_path)
    assert first.startswith(f"50 of {CONVERSATIONS} conversations, ")

    done = rotate(database_url, keys, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{CONVERSATIONS} of {CONVERSATIONS} conversations" in done.stdout
    assert all(NEW.open(value) for value in await sealed_values(database))
    assert [NEW.open(data) for data in stored_events(tmp_path)] == ["one", "two"]
    assert await read_all(database, NEW) == before
    async with database.read() as session:
        found = await conversations_of_contact(session, NEW, CONTACT)
    assert len(found) == CONVERSATIONS
    again = rotate(database_url, NEW_KEY, tmp_path)
    assert again.stdout.splitlines() == [
        f"50 of {CONVERSATIONS} conversations, 0 texts moved",
        f"100 of {CONVERSATIONS} conversations, 0 texts moved",
        f"{CONVERSATIONS} of {CONVERSATIONS} conversations, 0 texts moved",
        "App: all is under the newest key; 0 texts were moved.",
        "Engine: 2 events are under the newest key.",
    ]


async def test_missing_key(database: Database, database_url: str, tmp_path: Path) -> None:
    """Without the old key: one clear line, and nothing is changed."""
    values = await sealed_values(database)
    done = rotate(database_url, NEW_KEY, tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("DATA_KEYS: ")
    assert done.stderr.count("\n") == 1
    assert await sealed_values(database) == values
    assert [OLD.open(data) for data in stored_events(tmp_path)] == ["one", "two"]
