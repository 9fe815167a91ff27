"""What a turn reads and writes: enough where others may be there, and no more."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from logs import REQUEST_ID
from storage.database import Database
from storage.staff.accounts import add_account
from storage.takeovers import join
from tests.web.conftest import StartDoor
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.visitor import Visitor, code_of, new_id

KINDS = pytest.mark.parametrize("kind", ["sqlite_url", "postgres_url"])


def soon() -> float:
    """Give a deadline that is far enough."""
    return asyncio.get_running_loop().time() + 60


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Write down what requests ask of the database."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if REQUEST_ID.get():  # the keeper's rounds are none of a visitor's business
            said.append(statement)

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


async def test_two_transactions(door: Running, visitor: Visitor) -> None:
    """A message is received in one and answered in one, in few statements."""
    await visitor.send("hi")
    with statements(door.door.database) as said:
        await visitor.send("again")
    assert [each for each in said if each.startswith("BEGIN")] == ["BEGIN IMMEDIATE"] * 2
    assert len(said) <= 19, said


@KINDS
async def test_joined_while_the_message_waited(
    start_door: StartDoor, engine: FakeEngine, kind: str, request: pytest.FixtureRequest
) -> None:
    """A colleague who joined after the message was stored has it; the engine is not asked."""
    async with start_door(database_url=request.getfixturevalue(kind)) as door:
        visitor = await Visitor(door.http).open()
        here = visitor.conversation
        async with door.door.locks.hold(here, soon()):
            send = asyncio.create_task(visitor.send("hello?"))
            while len(await visitor.history()) < 2:  # noqa: ASYNC110 (another task stores it)
                await asyncio.sleep(0.01)
            await let_join(door, here)
        answer = (await send).json()
        assert answer["replies"] == []
        assert answer["live"]["state"] == "joined"
        assert engine.calls == []


@KINDS
async def test_joined_while_the_message_was_stored(
    start_door: StartDoor,
    engine: FakeEngine,
    kind: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor when the lock was free as the message came, and the colleague took it first."""
    async with start_door(database_url=request.getfixturevalue(kind)) as door:
        visitor = await Visitor(door.http).open()
        here, locks = visitor.conversation, door.door.locks
        glance = locks.glance

        def glance_and_let_join(conversation_id: str) -> Any:
            seen = glance(conversation_id)
            joining.append(asyncio.create_task(join_under_lock()))
            return seen

        async def join_under_lock() -> None:
            async with locks.hold(here, soon()):
                await let_join(door, here)

        joining: list[asyncio.Task[None]] = []
        monkeypatch.setattr(locks, "glance", glance_and_let_join)
        answer = (await visitor.send("hello?")).json()
        await asyncio.gather(*joining)
        assert answer["live"]["state"] == "joined"
        assert engine.calls == []


@KINDS
async def test_erased_conversation(
    start_door: StartDoor, engine: FakeEngine, kind: str, request: pytest.FixtureRequest
) -> None:
    """A token of what was erased opens nothing: no message, no button."""
    async with start_door(database_url=request.getfixturevalue(kind)) as door:
        visitor = await Visitor(door.http).open()
        await visitor.ask("DELETE", "conversation")
        for body in ({"text": "hi"}, {"button": "none"}):
            response = await visitor.ask("POST", "messages", json={"id": new_id(), **body})
            assert (response.status_code, code_of(response)) == (401, "bad_token")
        assert engine.calls == []


async def let_join(door: Running, conversation: str) -> None:
    """Let a colleague join."""
    async with door.door.database.write() as session:
        colleague = await add_account(session, "ada@clinic.example", "Ada", "reviewer")
        assert await join(session, conversation, colleague, "Ada has joined.") is not None
