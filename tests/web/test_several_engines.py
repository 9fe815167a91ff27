"""Several engines: each conversation has its own, and another one takes over in the same turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest_asyncio

from tests.stack import free_ports
from tests.web.conftest import StartDoor
from tests.web.cut_engine import CutEngine
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.serving import serving
from tests.web.visitor import Visitor, new_id

FEW = 8


@dataclass
class Two:
    """A door with two engines."""

    door: Running
    engines: tuple[FakeEngine, FakeEngine]

    async def visitor_of(self, engine: FakeEngine) -> Visitor:
        """Open conversations until one belongs to this engine."""
        while True:
            visitor = await Visitor(self.door.http).open()
            await visitor.send("hi")
            if engine.calls and engine.calls[-1]["conversation_id"] == visitor.conversation:
                return visitor


@pytest_asyncio.fixture
async def two(start_door: StartDoor) -> AsyncIterator[Two]:
    """A door with two engines, both well."""
    engines = FakeEngine(), FakeEngine()
    async with AsyncExitStack() as stack:
        urls = [await stack.enter_async_context(serving(engine.app)) for engine in engines]
        door = await stack.enter_async_context(start_door(engine_url=",".join(urls)))
        yield Two(door, engines)


async def answers(visitor: Visitor, text: str, message_id: str | None = None) -> bool:
    """Send a message and tell whether an engine has answered it."""
    response = await visitor.send(text, message_id)
    said = response.json()["replies"][0]["text"]
    return response.status_code == 200 and said == f"You said: {text!r}"


async def test_conversation_stays_with_its_engine(two: Two) -> None:
    """All messages of a conversation go to one engine; conversations go to both."""
    visitors = [await Visitor(two.door.http).open() for _ in range(32)]
    for text in ("one", "two"):
        for visitor in visitors:
            assert await answers(visitor, text)
    seen = [{call["conversation_id"] for call in engine.calls} for engine in two.engines]
    assert all(seen)
    assert not seen[0] & seen[1]
    assert len(seen[0]) + len(seen[1]) == len(visitors)


async def test_the_other_takes_over(two: Two) -> None:
    """While one is down the other answers its conversations; nobody gets the honest line."""
    one, other = two.engines
    visitor, neighbour = await two.visitor_of(one), await two.visitor_of(other)
    one.status = 503
    for number in range(FEW):
        assert await answers(visitor, f"{number}")
        assert await answers(neighbour, f"{number}")
    assert (await two.door.http.get("/readyz")).status_code == 200
    assert await Visitor(two.door.http).open()
    one.status = 200
    calls = len(one.calls)
    # It is asked once a second whether it is back.
    async with asyncio.timeout(60):
        while len(one.calls) == calls:
            assert await answers(visitor, "again")


async def test_one_that_is_down_is_left_alone(two: Two) -> None:
    """After the first message no other one waits for an engine that is down."""
    one, other = two.engines
    visitor = await two.visitor_of(one)
    # It has told that it is down; whoever asks whether it is ready hears the same.
    one.status, one.calls = 503, []
    for number in range(FEW):
        assert await answers(visitor, f"{number}")
    assert len(one.calls) == 1
    assert len(other.calls) >= FEW


async def test_killed_in_the_middle_of_a_turn(start_door: StartDoor, engine: FakeEngine) -> None:
    """The engine took the message and died: the other is asked the same, under the same id."""
    async with AsyncExitStack() as stack:
        dying = await stack.enter_async_context(CutEngine().serving())
        well = await stack.enter_async_context(serving(engine.app))
        door = await stack.enter_async_context(start_door(engine_url=f"{dying.url},{well}"))
        while not dying.heard:
            message_id = new_id()
            visitor = await Visitor(door.http).open()
            assert await answers(visitor, "hi", message_id)
        assert b"/message" in dying.heard
        assert engine.calls[-1]["message_id"] == message_id
        assert await answers(visitor, "hi", message_id)
        assert [m["text"] for m in await visitor.history() if m["from"] == "visitor"] == ["hi"]


async def test_all_are_down(two: Two) -> None:
    """Then the honest line comes, the door is not ready, and it goes on when one is back."""
    for engine in two.engines:
        engine.status = 503
    visitor = await Visitor(two.door.http).open()
    assert not await answers(visitor, "hi")
    assert (await two.door.http.get("/readyz")).status_code == 503
    two.engines[1].status = 200
    assert await answers(visitor, "are you back?")
    assert (await two.door.http.get("/readyz")).status_code == 200


async def test_slow_turn_is_not_taken_twice(start_door: StartDoor) -> None:
    """An engine that runs out of time has the turn: no other one is asked for it."""
    engines = FakeEngine(), FakeEngine()
    async with AsyncExitStack() as stack:
        urls = [await stack.enter_async_context(serving(engine.app)) for engine in engines]
        changes = {"engine_url": ",".join(urls), "engine_timeout_seconds": 0.3}
        door = await stack.enter_async_context(start_door(**changes))
        visitor = await Visitor(door.http).open()
        for engine in engines:
            engine.go_on.clear()
        assert not await answers(visitor, "hi")
        assert len(engines[0].calls) + len(engines[1].calls) == 1
        for engine in engines:
            engine.go_on.set()


async def test_nonsense_is_not_asked_for_again(two: Two) -> None:
    """What one engine can not answer, the other can not either."""
    for engine in two.engines:
        engine.status, engine.calls = 400, []
    visitor = await Visitor(two.door.http).open()
    assert not await answers(visitor, "hi")
    assert len(two.engines[0].calls) + len(two.engines[1].calls) == 1


async def test_all_forget(two: Two) -> None:
    """An erased conversation leaves the memory of each engine that may have answered it."""
    visitor = await two.visitor_of(two.engines[0])
    assert (await visitor.ask("DELETE", "conversation")).status_code == 204
    for engine in two.engines:
        assert engine.forgotten == [visitor.conversation]


async def test_nowhere_and_one(
    start_door: StartDoor, engine_server: tuple[FakeEngine, str]
) -> None:
    """A machine without an engine on it does not keep the door from being ready."""
    nowhere = f"http://127.0.0.1:{free_ports(1)[0]}"
    async with start_door(engine_url=f"{nowhere},{engine_server[1]}") as door:
        assert (await door.http.get("/readyz")).status_code == 200
        for _ in range(FEW):
            assert await answers(await Visitor(door.http).open(), "hi")
