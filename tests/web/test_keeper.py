"""The keeper lets go of what is past its time, once a day, and tells numbers only."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from settings import Settings
from storage.conversations import find_conversation
from storage.tables import Conversation, Notice
from tests.storage.steps import LIMITS, details_of, row_counts, save
from tests.web.conftest import StartDoor
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.test_logs import stream
from tests.web.visitor import Visitor
from web.chat import keeper
from web.door import Door

__all__ = ["stream"]


@pytest_asyncio.fixture
async def door(start_door: StartDoor) -> AsyncIterator[Running]:
    """A door of one's own: these tests count all rows."""
    async with start_door(retention_days=30, lead_retention_days=90) as running:
        yield running


async def age(door: Running, visitor: Visitor, days: int) -> None:
    """Let a conversation have ended some days ago."""
    last_at = datetime.now(UTC) - timedelta(days=days)
    async with door.door.database.write() as session:
        await session.execute(
            update(Conversation)
            .where(Conversation.id == visitor.conversation)
            .values(last_at=last_at)
        )


async def opened(door: Running, days: int, with_lead: bool) -> Visitor:
    """Open a conversation of some days ago."""
    visitor = await Visitor(door.http).open()
    await visitor.send("hi")
    if with_lead:
        await save(door.door.database, details_of(visitor.conversation), LIMITS, door.door.vault)
    await age(door, visitor, days)
    return visitor


async def test_each_has_its_time(door: Running, engine: FakeEngine) -> None:
    """With a request 90 days, without one 30; what goes is gone everywhere."""
    kept = [await opened(door, 29, False), await opened(door, 89, True)]
    gone = [await opened(door, 31, False), await opened(door, 91, True)]
    await keeper.make_retention_round(door.door)
    await keeper.make_round(door.door)
    assert sorted(engine.forgotten) == sorted(visitor.conversation for visitor in gone)
    for visitor in kept:
        assert (await visitor.ask("GET", "messages")).status_code == 200
    counts = await row_counts(door.door.database)
    assert (counts["conversation"], counts["lead"], counts["person"]) == (2, 1, 1)
    assert (counts["message"], counts["notice"], counts["pending_erasure"]) == (8, 2, 0)


async def test_more_than_a_batch(
    door: Running, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that is past its time goes in one round, however much it is."""
    monkeypatch.setattr(keeper, "MOST_A_ROUND", 2)
    for _ in range(5):
        await opened(door, 31, False)
    await keeper.make_retention_round(door.door)
    counts = await row_counts(door.door.database)
    assert (counts["conversation"], counts["pending_erasure"]) == (0, 5)


async def test_log_tells_numbers_only(
    stream: io.StringIO,
    door: Running,
) -> None:
    """One line, with the number of conversations and nothing that names one."""
    visitor = await opened(door, 91, True)
    await keeper.make_retention_round(door.door)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    (line,) = [line for line in lines if line.get("erased")]
    assert set(line) == {"at", "level", "event", "erased"}
    assert (line["event"], line["erased"]) == ("retention", 1)
    assert visitor.conversation not in stream.getvalue()


async def test_dead_notices_are_told(stream: io.StringIO, door: Running) -> None:
    """As long as the clinic does not hear of something, the log says of how much."""
    await opened(door, 0, True)
    await keeper.tell_of_dead_notices(door.door)
    assert "dead_notices" not in stream.getvalue()
    async with door.door.database.write() as session:
        await session.execute(
            update(Notice).values(dead_at=datetime.now(UTC), next_attempt_at=None)
        )
    await keeper.tell_of_dead_notices(door.door)
    (line,) = [json.loads(line) for line in stream.getvalue().splitlines() if "dead_not" in line]
    assert set(line) == {"at", "level", "event", "count"}
    assert line["count"] >= 1


async def test_addresses_go_after_a_day(door: Running) -> None:
    """The mark of the visitor's address is kept while requests are counted by it."""
    old, new = await opened(door, 2, False), await opened(door, 0, False)
    await keeper.make_retention_round(door.door)
    async with door.door.database.read() as session:
        rows = [await find_conversation(session, v.conversation) for v in (old, new)]
    keys = [row.visitor_key for row in rows if row]
    assert keys == [None, door.door.vault.fingerprint("127.0.0.1")]


async def test_first_round_comes_with_the_start(start_door: StartDoor) -> None:
    """A server that is restarted every day lets go of things all the same."""
    async with start_door() as first:
        await opened(first, 400, False)
    async with start_door() as second:
        while (await row_counts(second.door.database))["conversation"]:
            pass


@pytest.mark.parametrize(("pause", "fails", "wanted"), [(3600, 0, 1), (3600, 2, 3), (0, 0, 9)])
async def test_once_a_day(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, pause: int, fails: int, wanted: int
) -> None:
    """Rounds come often, retention once in its time; one that failed is tried again soon."""
    door = Door(settings)  # none that runs: it would keep as well
    called = {"rounds": 0, "retention": 0}
    rounds = 9
    done = asyncio.Event()

    async def count_round(_door: object) -> None:
        called["rounds"] += 1
        if called["rounds"] > rounds:
            done.set()
            await asyncio.Event().wait()

    async def count_retention(_door: object) -> None:
        called["retention"] += 1
        if called["retention"] <= fails:
            raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(keeper, "ROUND_SECONDS", 0)
    monkeypatch.setattr(keeper, "RETENTION_SECONDS", pause)
    monkeypatch.setattr(keeper, "make_round", count_round)
    monkeypatch.setattr(keeper, "make_retention_round", count_retention)
    keeping = asyncio.create_task(keeper.keep(door))
    await done.wait()
    keeping.cancel()
    with suppress(asyncio.CancelledError):
        await keeping
    await door.close()
    assert called["retention"] == wanted
