"""Fixtures for tests that run on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from pgserver.postgres_server import get_server

from storage.migrate import migrate

# This server lives for one run of tests and survives no loss of power; those that kill a server
# have one of their own, which does (postgres_server.py).
_HASTY = ("fsync", "synchronous_commit", "full_page_writes")
_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of its own; gives the address of its database `postgres`."""
    # pgserver runs it as another user when we are root: pytest's own folders are closed to it.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        uri = server.get_uri()
        for setting in _HASTY:
            _run(uri, f"ALTER SYSTEM SET {setting} = off")
        _run(uri, "SELECT pg_reload_conf()")
        _run(uri, "CREATE DATABASE template_app")
        migrate(_url(uri, "template_app"))
        yield uri
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database."""
    name = f"app_{next(_numbers)}"
    _run(postgres, f"CREATE DATABASE {name} TEMPLATE template_app")
    yield _url(postgres, name)
    _run(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database."""
    shutil.copy(sqlite_template, tmp_path / "app.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'app.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database of each kind."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


def _run(uri: str, statement: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(statement.encode())


def _url(uri: str, name: str) -> str:
    """Turn pgserver's address into SQLAlchemy's."""
    return uri.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")
