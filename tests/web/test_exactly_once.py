"""The same id is the same message: again, at once, after a hang-up, after a crash."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from settings import Settings
from storage.database import Database
from storage.messages import receive_message
from tests.web.conftest import StartDoor
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.visitor import Visitor, new_id


async def test_same_id_again(visitor: Visitor, engine: FakeEngine) -> None:
    """The stored answer comes back, whatever the text; the engine is not asked again."""
    message_id = new_id()
    first = await visitor.send("one", message_id)
    for text, written in (("one", message_id), ("two", message_id), ("one", message_id.upper())):
        again = await visitor.send(text, written)
        assert again.json() == first.json()
    assert len(engine.calls) == 1
    assert len(await visitor.history()) == 4


async def test_same_id_at_once(visitor: Visitor, engine: FakeEngine) -> None:
    """Those who come while the first is being answered wait for its answer."""
    message_id = new_id()
    engine.go_on.clear()
    sends = [asyncio.create_task(visitor.send("hi", message_id)) for _ in range(6)]
    await engine.asked.get()
    engine.go_on.set()
    answers = [(await send).json() for send in sends]
    assert all(answer == answers[0] for answer in answers)
    assert len(engine.calls) == 1


async def test_same_id_in_two_conversations(door: Running, visitor: Visitor) -> None:
    """An id names a message within its conversation; nobody gets another's answer."""
    other = await Visitor(door.http).open()
    message_id = new_id()
    await visitor.send("mine", message_id)
    answer = (await other.send("theirs", message_id)).json()
    assert answer["replies"][0]["text"] == "You said: 'theirs'"


async def test_one_message_at_a_time(visitor: Visitor, engine: FakeEngine) -> None:
    """Five quick messages are answered one after the other, in the order of their numbers."""
    engine.go_on.clear()
    sends = [asyncio.create_task(visitor.send(str(n))) for n in range(5)]
    await engine.asked.get()
    engine.go_on.set()
    answers = [(await send).json() for send in sends]
    assert engine.overlaps == 0
    for answer in answers:
        asked = next(m for m in await visitor.history() if m["seq"] == answer["seq"])
        assert answer["replies"][0]["text"] == f"You said: {asked['text']!r}"
    replies = sorted((answer["seq"], answer["replies"][0]["seq"]) for answer in answers)
    assert replies == sorted(replies, key=lambda pair: pair[1])


async def test_conversations_do_not_wait_for_each_other(door: Running, engine: FakeEngine) -> None:
    """While one visitor waits, the engine already works for the others."""
    visitors = [await Visitor(door.http).open() for _ in range(5)]
    engine.go_on.clear()
    sends = [asyncio.create_task(visitor.send("hi")) for visitor in visitors]
    for _ in visitors:
        await engine.asked.get()
    engine.go_on.set()
    assert {(await send).status_code for send in sends} == {200}


async def test_visitor_hangs_up(visitor: Visitor, engine: FakeEngine) -> None:
    """The turn goes on without the visitor; the answer is there when they come back."""
    message_id = new_id()
    engine.go_on.clear()
    send = asyncio.create_task(visitor.send("hi", message_id))
    await engine.asked.get()
    send.cancel()
    with suppress(asyncio.CancelledError):
        await send
    engine.go_on.set()
    answer = (await visitor.send("hi", message_id)).json()
    assert answer["replies"][0]["text"] == "You said: 'hi'"
    assert len(engine.calls) == 1


async def test_a_verdict_is_kept_though_the_visitor_leaves(door: Running, visitor: Visitor) -> None:
    """Whatever a request began is finished without the visitor, not only messages."""
    answer = (await visitor.send("hi")).json()["replies"][0]["seq"]
    verdict = {"seq": answer, "helpful": True}
    async with door.door.database.write():  # the verdict has to wait for this to end
        give = asyncio.create_task(visitor.ask("POST", "feedback", json=verdict))
        await asyncio.sleep(0.2)
        give.cancel()
        with suppress(asyncio.CancelledError):
            await give
        await asyncio.sleep(0.2)
    assert await door.door.tasks.settle(10) == 0
    assert (await visitor.history(answer - 1))[0]["feedback"]["helpful"]


async def test_many_hang_ups(start_door: StartDoor) -> None:
    """Visitors who leave at any moment leave no lock and no broken connection behind."""
    chance = random.Random(7)
    async with start_door() as door:
        visitor = await Visitor(door.http).open()

        async def leave(number: int) -> None:
            requests = (
                lambda: Visitor(door.http).open(),
                lambda: visitor.send("hi"),
                lambda: visitor.ask("POST", "feedback", json={"seq": 1, "helpful": True}),
                lambda: visitor.ask("GET", "export"),
            )
            task = asyncio.create_task(requests[number % 4]())
            await asyncio.sleep(chance.random() * 0.1)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

        for _ in range(5):
            await asyncio.gather(*(leave(number) for number in range(20)))
        assert await door.door.tasks.drain(60) == 0
    async with start_door() as door:
        visitor.http = door.http
        assert (await visitor.send("bye")).json()["replies"][0]["text"] == "You said: 'bye'"
        messages = await visitor.history()
        assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
        asked = sum(message["from"] == "visitor" for message in messages)
        assert len(messages) == 1 + 3 * asked


async def test_restart_with_an_unanswered_message(
    settings: Settings, start_door: StartDoor, engine: FakeEngine
) -> None:
    """A message that a crash left unanswered is answered when its id comes again."""
    message_id = new_id()
    async with start_door() as first:
        visitor = await Visitor(first.http).open()
    database = Database(settings.database_url)
    async with database.write() as session:
        await receive_message(
            session, first.door.vault, visitor.conversation, message_id, "before the crash"
        )
    await database.close()

    async with start_door() as second:
        visitor.http = second.http
        assert (await visitor.history(1))[0]["text"] == "before the crash"
        answer = (await visitor.send("before the crash", message_id)).json()
        assert answer["seq"] == 2
        assert answer["replies"][0]["text"] == "You said: 'before the crash'"
        assert (await visitor.send("x", message_id)).json() == answer
    assert len(engine.calls) == 1


async def test_answers_are_not_lost_when_the_commit_fails(
    door: Running, visitor: Visitor, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine answered, the commit failed: said so, and answered when the id comes again."""

    async def broken(*_args: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    message_id = new_id()
    with monkeypatch.context() as patch:
        patch.setattr("web.chat.turn.store_answer", broken)
        response = await visitor.send("hi", message_id)
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "storage_unavailable"
    assert response.headers["retry-after"]
    answer = await visitor.send("hi", message_id)
    assert answer.status_code == 200
    assert len(await visitor.history()) == 4
    assert len(engine.calls) == 2


async def test_two_doors_on_one_postgresql(
    start_door: StartDoor, postgres_url: str, engine: FakeEngine
) -> None:
    """Several web processes: one engine call for one id, one message at a time."""
    async with (
        start_door(database_url=postgres_url) as one,
        start_door(database_url=postgres_url) as two,
    ):
        first = await Visitor(one.http).open()
        second = Visitor(two.http)
        second.token = first.token
        message_id = new_id()
        engine.go_on.clear()
        sends = [asyncio.create_task(v.send("hi", message_id)) for v in (first, second) * 2]
        sends += [asyncio.create_task(v.send("other")) for v in (first, second)]
        await engine.asked.get()
        engine.go_on.set()
        responses: list[httpx.Response] = [await send for send in sends]
        same = [response.json() for response in responses[:4]]
        assert all(answer == same[0] for answer in same)
        assert sorted(call["text"] for call in engine.calls) == ["hi", "other", "other"]
        assert engine.overlaps == 0
        assert len(await first.history()) == 1 + 3 * 3
