"""`make backup` and `make restore`: the real commands, on both databases."""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pgserver
import pytest
from sqlalchemy import func, select, text

from settings import ROOT
from storage.database import Database
from storage.migrate import migrate
from storage.tables import Message
from tests.databases import database_url, postgres, postgres_url, sqlite_template, sqlite_url
from tests.storage.talks import talk
from tests.web.program import environment

__all__ = ["database_url", "postgres", "postgres_url", "sqlite_template", "sqlite_url"]

TOOLS = Path(pgserver.__file__).parent / "pginstall" / "bin"


def free_ports(count: int) -> list[int]:
    """Find ports that nobody holds."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(closing(socket.socket())) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def run(
    command: str, folder: Path, url: str, *arguments: str, port: int | None = None
) -> tuple[int, str]:
    """Run a script as `make` does; gives its exit status and all that it said."""
    with closing(sqlite3.connect(folder / "engine.db")) as engine:
        engine.execute("CREATE TABLE IF NOT EXISTS events (data TEXT)")
    web, engine_port, actions = free_ports(3)
    changed = {
        "DATABASE_URL": url,
        "ENGINE_DATABASE_URL": f"sqlite:///{folder / 'engine.db'}",
        "WEB_PORT": str(port or web),
        "ENGINE_PORT": str(engine_port),
        "ACTIONS_PORT": str(actions),
        "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        [sys.executable, "-m", f"scripts.{command}", *arguments],
        cwd=ROOT,
        env=environment(**changed),
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


async def count(url: str) -> int:
    """Count all stored messages."""
    database = Database(url)
    async with database.read() as session:
        found = await session.scalar(select(func.count()).select_from(Message))
    await database.close()
    return found or 0


async def write(url: str, *conversations: str) -> None:
    """Store short conversations."""
    database = Database(url)
    for name in conversations:
        await talk(database, name, "Is it safe?")
    await database.close()


def kept_files(folder: Path) -> list[Path]:
    """Find the app's former databases, the oldest first."""
    return sorted(folder.glob("app.db.before-*[0-9]"))


async def test_there_and_back(database_url: str, tmp_path: Path) -> None:
    """What was there at the backup is there again; what came after it is not, and is kept aside."""
    await write(database_url, "a", "b")
    before = await count(database_url)
    target = tmp_path / "monday"
    writing = asyncio.create_task(write(database_url, *(f"w{n}" for n in range(20))))
    status, said = await asyncio.to_thread(run, "backup", tmp_path, database_url, str(target))
    await writing
    assert status == 0, said
    assert "DATA_KEYS" in said
    assert {oct(file.stat().st_mode & 0o777) for file in target.iterdir()} == {"0o600"}
    after = await count(database_url)
    await write(database_url, "late")
    status, said = await asyncio.to_thread(run, "restore", tmp_path, database_url, str(target))
    assert status == 0, said
    restored = await count(database_url)
    assert before <= restored <= after
    status, _ = await asyncio.to_thread(run, "restore", tmp_path, database_url, str(target))
    assert status == 0
    assert await count(database_url) == restored
    if "sqlite" in database_url:
        first, second = kept_files(tmp_path)
        assert await count(f"sqlite+aiosqlite:///{first}") > after
        assert await count(f"sqlite+aiosqlite:///{second}") == restored


async def test_nothing_is_written_over(sqlite_url: str, tmp_path: Path) -> None:
    """A folder that is there is refused and left alone; so is no folder at all."""
    (tmp_path / "monday").mkdir()
    status, said = run("backup", tmp_path, sqlite_url, str(tmp_path / "monday"))
    assert (status, "name a new folder" in said) == (1, True)
    assert list((tmp_path / "monday").iterdir()) == []
    assert run("backup", tmp_path, sqlite_url)[0] == 1
    assert run("restore", tmp_path, sqlite_url)[0] == 1


@pytest.mark.parametrize("damage", [b"no database at all", b"SQLite format 3\0" + b"x" * 5000])
async def test_a_broken_backup(sqlite_url: str, tmp_path: Path, damage: bytes) -> None:
    """It is refused in words, and the database is as it was."""
    await write(sqlite_url, "a")
    before, target = await count(sqlite_url), tmp_path / "monday"
    assert run("backup", tmp_path, sqlite_url, str(target))[0] == 0
    (target / "app.copy").write_bytes(damage)
    with closing(sqlite3.connect(tmp_path / "engine.db")) as engine:
        engine.execute("INSERT INTO events VALUES ('later')")
        engine.commit()
    status, said = run("restore", tmp_path, sqlite_url, str(target))
    assert status == 1
    assert "Nothing was changed" in said
    assert "no sound copy" in said
    assert await count(sqlite_url) == before
    with closing(sqlite3.connect(tmp_path / "engine.db")) as engine:
        assert engine.execute("SELECT data FROM events").fetchall() == [("later",)]
    (target / "app.copy").unlink()
    status, said = run("restore", tmp_path, sqlite_url, str(target))
    assert (status, "is no backup" in said) == (1, True)


def test_no_backup_of_nothing(tmp_path: Path) -> None:
    """Where there is no database, none is made, and no half of a backup is left."""
    status, said = run("backup", tmp_path, f"sqlite+aiosqlite:///{tmp_path}/x.db", f"{tmp_path}/b")
    assert (status, "There is no database" in said) == (1, True)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["engine.db"]


async def test_not_while_it_is_used(database_url: str, tmp_path: Path) -> None:
    """A restore is refused while anybody has the database open, idle or not."""
    await write(database_url, "a")
    assert run("backup", tmp_path, database_url, str(tmp_path / "monday"))[0] == 0
    database = Database(database_url)
    await database.ping()  # its pool keeps the connection
    async with database.read() as session:
        await session.scalar(select(func.count()).select_from(Message))
    status, said = await asyncio.to_thread(
        run, "restore", tmp_path, database_url, str(tmp_path / "monday")
    )
    await database.close()
    assert (status, "is in use" in said) == (1, True), said


def test_not_on_a_taken_port(sqlite_url: str, tmp_path: Path) -> None:
    """A restore is refused while the door stands open."""
    assert run("backup", tmp_path, sqlite_url, str(tmp_path / "monday"))[0] == 0
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        status, said = run("restore", tmp_path, sqlite_url, str(tmp_path / "monday"), port=port)
    assert (status, "Stop the assistant first" in said) == (1, True), said


async def test_a_backup_of_an_older_version(database_url: str, tmp_path: Path) -> None:
    """What came with a later version goes, so that its migration can make it again."""
    await write(database_url, "a")
    target = tmp_path / "monday"
    assert run("backup", tmp_path, database_url, str(target))[0] == 0
    database = Database(database_url)
    async with database.write() as session:
        await session.execute(text("CREATE TABLE of_a_later_version (x INTEGER)"))
    await database.close()
    status, said = await asyncio.to_thread(run, "restore", tmp_path, database_url, str(target))
    assert status == 0, said
    async with database.write() as session:
        await session.execute(text("CREATE TABLE of_a_later_version (x INTEGER)"))
    await database.close()
    migrate(database_url)
