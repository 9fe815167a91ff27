"""The migrations lead to exactly the tables of the code, and back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage.database import Database
from storage.migrate import is_current, migrate
from storage.tables import Base


async def test_migrated_schema_is_the_tables_schema(database: Database) -> None:
    """No difference is left between the migrations and the tables."""

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
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
