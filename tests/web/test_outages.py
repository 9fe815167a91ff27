"""The database goes away or is full: visitors are told so, nothing is lost and nothing doubled."""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from tests.postgres_server import PostgresServer
from tests.web.conftest import StartDoor
from tests.web.fake_engine import FakeEngine
from tests.web.visitor import Visitor, code_of, new_id

# How long PostgreSQL is away, in seconds; `make chaos PART=outages` takes it away for 60.
AWAY = float(os.environ.get("CHAOS_COUNT") or 0.5)


async def check_told(response: httpx.Response) -> None:
    """Fail unless the visitor is asked to send it again."""
    assert (response.status_code, code_of(response)) == (503, "storage_unavailable")
    assert response.headers["retry-after"]


async def check_once(visitor: Visitor, message_id: str, engine: FakeEngine) -> None:
    """Send it once more: it is answered, and stands in the history once."""
    answer = await visitor.send("hi", message_id)
    assert answer.json()["replies"][0]["text"] == "You said: 'hi'"
    assert (await visitor.send("hi", message_id)).json() == answer.json()
    texts = [message["text"] for message in await visitor.history()]
    assert texts.count("hi") == 1


@pytest.mark.parametrize("killed", [False, True], ids=["stopped", "killed"])
async def test_postgresql_away(start_door: StartDoor, engine: FakeEngine, killed: bool) -> None:
    """While it is away each message gets its 503 in time; the same ids are answered after it."""
    with PostgresServer() as postgres:
        async with start_door(database_url=postgres.url, engine_timeout_seconds=9) as door:
            visitor = await Visitor(door.http).open()
            await visitor.send("before")
            message_id = new_id()
            await asyncio.to_thread(postgres.kill if killed else postgres.stop)
            until = time.monotonic() + AWAY
            while True:
                sends = [visitor.send("hi", message_id) for _ in range(3)]
                for response in await asyncio.gather(*sends):
                    await check_told(response)
                if time.monotonic() > until:
                    break
            assert code_of(await door.http.get("/readyz")) == "database_not_ready"
            assert (await door.http.get("/healthz")).status_code == 200
            await asyncio.to_thread(postgres.start)
            await check_once(visitor, message_id, engine)
            assert (await door.http.get("/readyz")).status_code == 200


async def test_disk_full(start_door: StartDoor, engine: FakeEngine) -> None:
    """Where nothing can be written any more: 503, reading goes on; with room again, answered."""
    full = False

    def _limit(connection: Any, _record: Any, _proxy: Any) -> None:
        cursor = connection.cursor()
        # One page, which SQLite takes for 'not one more than there are'.
        cursor.execute(f"PRAGMA max_page_count = {1 if full else 2**30}")
        cursor.close()

    async with start_door() as door:
        event.listen(door.door.database.engine.sync_engine.pool, "checkout", _limit)
        visitor = await Visitor(door.http).open()
        message_id = new_id()
        full = True
        # What is free in the last pages is used up first.
        for _ in range(100):
            response = await visitor.send("x" * 1000)
            if response.status_code != 200:
                break
        await check_told(response)
        await check_told(await visitor.send("hi" * 500, message_id))
        assert await visitor.history()
        full = False
        await check_once(visitor, message_id, engine)
