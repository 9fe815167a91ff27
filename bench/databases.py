"""Keeps the two databases that the console is timed on, filled, in var/bench."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from pgserver.postgres_server import get_server

from bench.fill import fill
from storage.migrate import migrate

CONVERSATIONS = 100_000
FOLDER = Path(__file__).resolve().parent.parent / "var" / "bench"
# A database has its own name only when it is full: one that was given up half-way is not it.
_NAME, _FILLING = "console", "filling"


@contextmanager
def filled_databases() -> Iterator[dict[str, str]]:
    """Open both; they are filled the first time, which takes some minutes.

    Yields:
        The address of each, by its name in the tables.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    server = get_server(FOLDER / "postgresql", cleanup_mode="stop")
    try:
        yield {"SQLite": _sqlite(), "PostgreSQL": _postgresql(server.get_uri())}
    finally:
        server.cleanup()


def _sqlite() -> str:
    """Fill a file, unless that is done."""
    path, filling = (FOLDER / f"{name}.db" for name in (_NAME, _FILLING))
    if not path.exists():
        for old in FOLDER.glob(f"{filling.name}*"):
            old.unlink()
        _fill(f"sqlite+aiosqlite:///{filling}")
        filling.rename(path)
    url = f"sqlite+aiosqlite:///{path}"
    migrate(url)
    return url


def _postgresql(uri: str) -> str:
    """Fill a database of this server, unless that is done."""

    def url(name: str) -> str:
        here = uri.replace("postgresql://", "postgresql+psycopg://")
        return here.replace("/postgres?", f"/{name}?")

    with psycopg.connect(uri, autocommit=True) as connection:
        known = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
        if _NAME not in known:
            connection.execute(f"DROP DATABASE IF EXISTS {_FILLING}".encode())
            connection.execute(f"CREATE DATABASE {_FILLING}".encode())
            _fill(url(_FILLING))
            connection.execute(f"ALTER DATABASE {_FILLING} RENAME TO {_NAME}".encode())
    migrate(url(_NAME))
    return url(_NAME)


def _fill(url: str) -> None:
    print(f"Filling {url.partition('+')[0]} with {CONVERSATIONS:,} conversations ...", flush=True)
    migrate(url)
    fill(url, CONVERSATIONS)
