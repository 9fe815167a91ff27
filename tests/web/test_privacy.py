"""Visitors see and erase what is held of them, here and in the engine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import func, select, update

from storage.database import Database
from storage.erasures import due_erasures
from storage.tables import Base, Conversation, PendingErasure
from tests.web.conftest import StartDoor
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.visitor import Visitor, code_of, new_id
from web.chat.keeper import make_retention_round, make_round


@pytest_asyncio.fixture
async def door(start_door: StartDoor) -> AsyncIterator[Running]:
    """A door of one's own: these tests count all rows."""
    async with start_door() as running:
        yield running


async def rows_left(database: Database) -> dict[str, int]:
    """Count the rows of the tables that are not empty."""
    async with database.read() as session:
        counts = {
            table.name: await session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }
    return {name: rows for name, rows in counts.items() if rows}


async def pending(database: Database) -> list[str]:
    """Read the notes of what the engine still has to forget and that are due."""
    async with database.read() as session:
        return list(await due_erasures(session, 10))


async def test_export_holds_everything(visitor: Visitor) -> None:
    """Every column of the visitor's rows can be found in the file."""
    message_id = new_id()
    await visitor.send("hi", message_id)
    await visitor.ask("POST", "feedback", json={"seq": 3, "helpful": True, "comment": "ok"})
    response = await visitor.ask("GET", "export")
    assert response.status_code == 200
    assert response.headers["content-disposition"] == 'attachment; filename="conversation.json"'
    data = response.json()
    assert data["conversation_id"] == visitor.conversation
    assert [message["text"] for message in data["messages"]][:2] == [
        "Hello, I am a program.",
        "hi",
    ]
    asked, reply = data["messages"][1:3]
    assert (asked["id"], asked["intent"], asked["engine_ms"]) == (message_id, "faq/costs", 3.5)
    assert asked["topics"] == [{"name": "faq/costs", "confidence": 0.9, "text": "hi"}]
    assert (reply["version"], reply["feedback"]["comment"]) == ("v1", "ok")


async def test_erased_everywhere(door: Running, visitor: Visitor, engine: FakeEngine) -> None:
    """No row is left, the engine has forgotten, the token opens nothing any more."""
    await visitor.send("hi")
    response = await visitor.ask("DELETE", "conversation")
    assert (response.status_code, response.content) == (204, b"")
    assert await rows_left(door.door.database) == {}
    assert engine.forgotten == [visitor.conversation]
    attempts = [
        await visitor.send("hi"),
        await visitor.ask("GET", "messages"),
        await visitor.ask("GET", "export"),
        await visitor.ask("POST", "feedback", json={"seq": 1, "helpful": True}),
        await visitor.ask("DELETE", "conversation"),
    ]
    assert {(a.status_code, code_of(a)) for a in attempts} == {(401, "bad_token")}


async def test_others_stay(door: Running, visitor: Visitor) -> None:
    """Erasing one conversation leaves the others as they are."""
    other = await Visitor(door.http).open()
    await other.send("stay")
    before = await other.history()
    await visitor.ask("DELETE", "conversation")
    assert await other.history() == before


@pytest.mark.parametrize("trouble", ["status", "nonsense"])
async def test_engine_away(
    door: Running, visitor: Visitor, engine: FakeEngine, trouble: str
) -> None:
    """Our rows go at once; the engine is asked again until it has forgotten."""
    await visitor.send("hi")
    engine.status, engine.raw = (500, None) if trouble == "status" else (200, b"[]")
    assert (await visitor.ask("DELETE", "conversation")).status_code == 204
    assert await rows_left(door.door.database) == {"pending_erasure": 1}
    await make_round(door.door)
    assert await pending(door.door.database) == [visitor.conversation]
    engine.status, engine.raw = 200, None
    await make_round(door.door)
    assert await rows_left(door.door.database) == {}
    assert engine.forgotten == [visitor.conversation]


async def test_next_start_goes_on_with_it(start_door: StartDoor, engine: FakeEngine) -> None:
    """A pending erasure survives a restart and is done by the next process."""
    async with start_door() as first:
        visitor = await Visitor(first.http).open()
        engine.status = 500
        await visitor.ask("DELETE", "conversation")
    engine.status = 200
    async with start_door() as second:
        await make_round(second.door)
        assert await rows_left(second.door.database) == {}
    assert visitor.conversation in engine.forgotten


async def test_erased_in_the_middle_of_a_turn(
    door: Running, visitor: Visitor, engine: FakeEngine
) -> None:
    """The running turn ends with 401, and the engine forgets after it, twice to be sure."""
    engine.go_on.clear()
    send = asyncio.create_task(visitor.send("hi"))
    await engine.asked.get()
    erasing = asyncio.create_task(visitor.ask("DELETE", "conversation"))
    while "conversation" in await rows_left(door.door.database):
        pass
    assert engine.forgotten == []
    engine.go_on.set()
    assert (await send).status_code == 401
    assert (await erasing).status_code == 204
    assert engine.forgotten == [visitor.conversation]
    assert await rows_left(door.door.database) == {"pending_erasure": 1}

    async with door.door.database.write() as session:
        await session.execute(update(PendingErasure).values(due_at=datetime.now(UTC)))
    await make_round(door.door)
    assert await rows_left(door.door.database) == {}
    assert engine.forgotten == [visitor.conversation] * 2


async def test_waiting_messages_of_an_erased_conversation(
    visitor: Visitor, engine: FakeEngine
) -> None:
    """Messages that still waited for their turn never reach the engine."""
    engine.go_on.clear()
    sends = [asyncio.create_task(visitor.send(str(n))) for n in range(4)]
    await engine.asked.get()
    erasing = asyncio.create_task(visitor.ask("DELETE", "conversation"))
    while (await visitor.ask("GET", "messages")).status_code == 200:
        pass
    engine.go_on.set()
    assert {(await send).status_code for send in sends} == {401}
    assert (await erasing).status_code == 204
    assert len(engine.calls) == 1


async def test_erasing_twice_at_once(visitor: Visitor, engine: FakeEngine) -> None:
    """Two requests at the same moment erase once, and neither is an error of ours."""
    done = await asyncio.gather(*(visitor.ask("DELETE", "conversation") for _ in range(4)))
    assert {response.status_code for response in done} <= {204, 401}
    assert engine.forgotten == [visitor.conversation]


async def test_kept_no_longer_than_promised(door: Running, engine: FakeEngine) -> None:
    """A conversation past its days is erased, here and in the engine; others stay."""
    old = await Visitor(door.http).open()
    new = await Visitor(door.http).open()
    long_ago = datetime.now(UTC) - timedelta(days=366)
    async with door.door.database.write() as session:
        await session.execute(
            update(Conversation).where(Conversation.id == old.conversation).values(last_at=long_ago)
        )
    await make_retention_round(door.door)
    await make_round(door.door)
    assert engine.forgotten == [old.conversation]
    assert (await old.ask("GET", "messages")).status_code == 401
    assert len(await new.history()) == 1
