"""An engine that starts while its PostgreSQL is away waits for it."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pgserver._commands import pg_ctl  # type: ignore[attr-defined] # imported there
from pgserver.postgres_server import get_server
from sqlalchemy.exc import DBAPIError

from components import database_opening
from components.tracker_store import CachedTrackerStore
from tests.components.conversations import CONVERSATION, DOMAIN
from tests.components.stored import take_turn

PATIENCE_SECONDS = 60


@pytest.fixture
def server() -> Iterator[Any]:
    """A PostgreSQL of its own."""
    # pgserver runs it as another user when we are root: pytest's own folders are closed to it.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def control(server: Any, *arguments: str) -> None:
    """Stop or start it."""
    pg_ctl([*arguments], pgdata=server.pgdata, user=server.system_user, timeout=PATIENCE_SECONDS)


async def test_it_opens_when_the_database_is_back(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that it waits; with the database back it makes its tables and takes turns."""
    waits, opened = threading.Event(), list[CachedTrackerStore]()
    monkeypatch.delenv("DATA_KEYS", raising=False)
    monkeypatch.setattr(database_opening, "note", lambda *_args, **_fields: waits.set())
    url, sockets = server.get_uri(), server.get_postmaster_info().socket_dir
    control(server, "-w", "-m", "immediate", "stop")
    start = threading.Thread(target=lambda: opened.append(CachedTrackerStore(DOMAIN, host=url)))
    start.start()
    assert waits.wait(PATIENCE_SECONDS)
    log = str(server.pgdata / "log")
    control(server, "-w", "-o", f'-h "" -k {sockets}', "-l", log, "start")
    start.join(PATIENCE_SECONDS)
    (store,) = opened
    await take_turn(store, "one", CONVERSATION)
    assert await store.look(CONVERSATION) is not None
    store.engine.dispose()


def test_it_gives_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that never comes is told as the error that it is."""
    monkeypatch.setattr(database_opening, "WAIT_SECONDS", 0)
    with pytest.raises(DBAPIError):
        CachedTrackerStore(DOMAIN, host="postgresql://nobody@127.0.0.1:1/nowhere")
