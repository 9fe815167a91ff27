"""The visitor's stream: who may listen, from where it goes on, and when it ends."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import pytest_asyncio

from settings import Settings
from storage.database import Database
from storage.staff.accounts import add_account
from storage.tables import Account
from storage.takeovers import hand_back, join, say
from tests.plain_http import plain_http
from tests.web.conftest import running
from tests.web.fake_engine import FakeEngine
from tests.web.program import program
from tests.web.running import Running
from tests.web.visitor import Visitor, code_of, new_id
from web.live.streams import MOST_OF_ONE

Event = tuple[str, Any]


@pytest_asyncio.fixture
async def door(settings: Settings) -> AsyncIterator[Running]:
    """A running door of one's own."""
    async with running(settings) as door:
        yield door


@pytest_asyncio.fixture
async def ada(door: Running, visitor: Visitor) -> Account:
    """A colleague who has joined the visitor's conversation."""
    async with door.door.database.write() as session:
        account = await add_account(session, "ada@clinic.example", "Ada", "reviewer")
        await join(session, visitor.conversation, account, "Ada is here")
    return account


async def write(door: Running, visitor: Visitor, ada: Account, text: str) -> None:
    """Let the colleague say something, as another web process would: nobody rings."""
    async with door.door.database.write() as session:
        await say(session, door.door.vault, visitor.conversation, ada.id, new_id(), (text, text))


@asynccontextmanager
async def listening(visitor: Visitor, after: int = 0) -> AsyncIterator[AsyncIterator[Event]]:
    """Open the stream; gives its events."""
    headers = {"Authorization": f"Bearer {visitor.token}"}
    address = f"/api/chat/live?after={after}"
    async with visitor.http.stream("GET", address, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream"
        assert response.headers["cache-control"] == "no-store"
        yield _events(response)


async def _events(response: httpx.Response) -> AsyncIterator[Event]:
    name = ""
    async for line in response.aiter_lines():
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            yield name, json.loads(line[6:])


async def test_messages_come_and_the_end(door: Running, visitor: Visitor, ada: Account) -> None:
    """What another process stores arrives, in order; handed back, the stream is over."""
    async with listening(visitor, after=1) as events:
        name, joined = await anext(events)
        assert (name, joined["from"], joined["event"]) == ("message", "event", "joined")
        assert await anext(events) == ("live", {"state": "joined", "name": "Ada"})
        await write(door, visitor, ada, "hello")
        _, said = await anext(events)
        assert (said["seq"], said["from"], said["name"], said["text"]) == (
            3,
            "staff",
            "Ada",
            "hello",
        )
        async with door.door.database.write() as session:
            await hand_back(session, visitor.conversation, "back", "back")
        rest = [event async for event in events]
    assert [name for name, _ in rest] == ["message", "live"]
    assert rest[1][1] is None


async def test_goes_on_where_it_broke_off(door: Running, visitor: Visitor, ada: Account) -> None:
    """Only what came after the number is sent."""
    await write(door, visitor, ada, "one")
    await write(door, visitor, ada, "two")
    async with listening(visitor, after=3) as events:
        assert (await anext(events))[1]["text"] == "two"


async def test_who_may_not_listen(visitor: Visitor, ada: Account) -> None:
    """No token, a forged one, or a number that is none."""
    right = visitor.token
    for token, status, code in (("", 401, "no_token"), (f"{right}x", 401, "bad_token")):
        visitor.token = token
        response = await visitor.ask("GET", "live")
        assert response.status_code == status
        assert code_of(response) in (code, "bad_token")
    visitor.token = right
    response = await visitor.ask("GET", "live?after=x")
    assert (response.status_code, code_of(response)) == (422, "bad_after")


async def test_without_a_person_it_ends_at_once(visitor: Visitor) -> None:
    """A conversation of the assistant alone has nothing to listen to."""
    async with listening(visitor, after=1) as events:
        assert [event async for event in events] == [("live", None)]


async def test_ends_with_an_erasure(visitor: Visitor, ada: Account) -> None:
    """Erased while somebody listens: the stream says so and is over."""
    async with listening(visitor, after=2) as events:
        await anext(events)
        assert (await visitor.ask("DELETE", "conversation")).status_code == 204
        assert [event async for event in events] == [("gone", {})]


async def test_streams_are_bounded(door: Running, visitor: Visitor, ada: Account) -> None:
    """One more than the most is refused; a client that is gone makes room."""
    headers = {"Authorization": f"Bearer {visitor.token}"}
    open_streams = [
        await door.http.send(
            door.http.build_request("GET", "/api/chat/live", headers=headers), stream=True
        )
        for _ in range(MOST_OF_ONE)
    ]
    refused = await visitor.ask("GET", "live")
    assert (refused.status_code, code_of(refused)) == (429, "too_many")
    await open_streams.pop().aclose()
    async with asyncio.timeout(30):
        while (await _status(door, headers)) == 429:
            pass
    for response in open_streams:
        await response.aclose()


async def _status(door: Running, headers: dict[str, str]) -> int:
    async with door.http.stream("GET", "/api/chat/live", headers=headers) as response:
        return response.status_code


async def test_a_stop_ends_streams(settings: Settings) -> None:
    """The server stops at once, however many listen; what they read comes to a proper end."""
    async with running(settings) as door:
        visitor = await Visitor(door.http).open()
        async with door.door.database.write() as session:
            account = await add_account(session, "ada@clinic.example", "Ada", "reviewer")
            await join(session, visitor.conversation, account, "Ada is here")
        async with listening(visitor, after=2) as events:
            await anext(events)
            await door.door.live.close()
            assert [event async for event in events] == []


async def test_sigterm_while_somebody_listens(
    engine_server: tuple[FakeEngine, str], sqlite_url: str
) -> None:
    """The real program stops cleanly with a stream open, and the stream comes to its end."""
    names = {"DATABASE_URL": sqlite_url, "ENGINE_URL": engine_server[1]}
    async with (
        program(**names) as (process, url),
        plain_http(url) as http,
    ):
        visitor = await Visitor(http).open()
        database = Database(sqlite_url)
        async with database.write() as session:
            account = await add_account(session, "ada@clinic.example", "Ada", "reviewer")
            await join(session, visitor.conversation, account, "Ada is here")
        await database.close()
        async with listening(visitor, after=2) as events:
            await anext(events)
            process.send_signal(signal.SIGTERM)
            assert [event async for event in events] == []
        assert await asyncio.to_thread(process.wait, 30) == 0
        output = process.stdout.read().decode() if process.stdout else ""
        assert '"unfinished": 0' in output
        assert "Traceback" not in output


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_nothing_else_is_there(visitor: Visitor, method: str) -> None:
    """It can only be read."""
    assert (await visitor.ask(method, "live")).status_code == 405
