"""The engine is slow, down, or talks nonsense: an honest line, never silence."""

from __future__ import annotations

import asyncio

import pytest

from storage.conversations import find_conversation
from storage.messages import read_messages
from storage.words import words_of
from tests.web.conftest import StartDoor
from tests.web.fake_engine import FakeEngine, answer_to
from tests.web.running import Running
from tests.web.visitor import Visitor, code_of, new_id

NOWHERE = "http://127.0.0.1:9"
NONSENSE = [
    b"",
    b"null",
    b"[]",
    b"not json",
    b"\xff\xfe",
    b'{"replies": []}',
    b'{"replies": [], "understood": {}}',
    b'{"replies": [{"text": ""}], "understood": {}}',
    b'{"replies": [{"text": "  \\n"}], "understood": {}}',
    b'{"replies": [{"text": 7}], "understood": {}}',
    b'{"replies": [{"text": "a\\u0000b"}], "understood": {}}',
    b'{"replies": [{"text": "\\ud800"}], "understood": {}}',
    b'{"replies": [{"text": "a", "buttons": [{"title": "b"}]}], "understood": {}}',
    b'{"replies": [{"text": "a"}], "understood": {"confidence": NaN}}',
    b'{"replies": [{"text": "a"}], "understood": {"topics": "faq"}}',
    b"[" * 5000,
]


async def check_honest(door: Running, visitor: Visitor) -> None:
    """Send a message: it gets the honest line, which is stored and marked."""
    response = await visitor.send("hi")
    assert response.status_code == 200
    (reply,) = response.json()["replies"]
    assert "cannot answer right now" in reply["text"]
    assert "+1 202 555 0142" in reply["text"]
    async with door.door.database.read() as session:
        row = await find_conversation(session, visitor.conversation)
        *_, message, line = await read_messages(session, visitor.conversation)
    assert row is not None
    assert row.unanswered_count >= 1
    assert (words_of(message, door.door.vault), message.unanswered, line.honest_line) == (
        "hi",
        True,
        True,
    )


@pytest.mark.parametrize("body", NONSENSE, ids=range(len(NONSENSE)))
async def test_nonsense(door: Running, engine: FakeEngine, visitor: Visitor, body: bytes) -> None:
    """Whatever it answers, the visitor gets a sentence."""
    engine.raw = body
    await check_honest(door, visitor)


@pytest.mark.parametrize("status", [204, 302, 400, 404, 500, 503])
async def test_refusal(door: Running, engine: FakeEngine, visitor: Visitor, status: int) -> None:
    """Any status but 200 is no answer."""
    engine.status = status
    await check_honest(door, visitor)


async def test_slow(start_door: StartDoor, engine: FakeEngine) -> None:
    """After its time the honest line comes, and the same id gets the same line."""
    engine.go_on.clear()
    async with start_door(engine_timeout_seconds=0.2) as door:
        visitor = await Visitor(door.http).open()
        await check_honest(door, visitor)
        message_id = new_id()
        first = await visitor.send("again", message_id)
        engine.go_on.set()
        assert (await visitor.send("again", message_id)).json() == first.json()


async def test_waiting_for_the_turn_counts(start_door: StartDoor, engine: FakeEngine) -> None:
    """A message behind slow ones gets its line in its own time, not after theirs."""
    engine.go_on.clear()
    async with start_door(engine_timeout_seconds=0.2) as door:
        visitor = await Visitor(door.http).open()
        sends = [asyncio.create_task(visitor.send(str(n))) for n in range(6)]
        for send in sends:
            assert "cannot answer" in (await send).json()["replies"][0]["text"]
        assert len(await visitor.history()) == 1 + 6 * 2


async def test_down(start_door: StartDoor) -> None:
    """Without an engine a conversation still opens, takes messages and is honest."""
    async with start_door(engine_url=NOWHERE) as door:
        visitor = await Visitor(door.http).open()
        assert "cannot answer right now" in visitor.opened["replies"][0]["text"]
        await check_honest(door, visitor)


async def test_more_than_is_known_is_ignored(engine: FakeEngine, visitor: Visitor) -> None:
    """Fields that a later engine may add do no harm."""
    engine.changes = {"new": 1}
    answer = (await visitor.send("hi")).json()
    assert answer["replies"][0]["text"] == answer_to("hi")["replies"][0]["text"]


async def test_health(engine: FakeEngine, door: Running) -> None:
    """Alive is the process; ready are database and engine as well."""
    assert (await door.http.get("/healthz")).json() == {"alive": True}
    assert (await door.http.get("/readyz")).json() == {"ready": True, "model": "fake-1"}
    engine.status = 500
    response = await door.http.get("/readyz")
    assert (response.status_code, code_of(response)) == (503, "engine_not_ready")
    assert (await door.http.get("/healthz")).status_code == 200


async def test_database_away(start_door: StartDoor) -> None:
    """Without its database the door says so, in the one shape, and does not pretend."""
    away = "postgresql+psycopg://nobody@127.0.0.1:9/none"
    async with start_door(database_url=away) as door:
        response = await door.http.get("/readyz")
        assert (response.status_code, code_of(response)) == (503, "database_not_ready")
        response = await door.http.post("/api/chat/sessions", json={})
        assert (response.status_code, code_of(response)) == (503, "storage_unavailable")
        assert (await door.http.get("/healthz")).status_code == 200
