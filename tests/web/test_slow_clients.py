"""Clients that send or read by the byte, or nothing: they are cut off, and others are answered.

In short the limits are brought down to a second; `make chaos PART=clients N=1000` takes the true
ones and so many idle connections.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import pytest_asyncio

from settings import Settings
from tests.web.conftest import running
from tests.web.running import Running
from tests.web.slow_client import SlowClient
from tests.web.visitor import Visitor
from web import app, connection

LONG = "CHAOS_COUNT" in os.environ
IDLE = int(os.environ.get("CHAOS_COUNT") or 300)
PAUSE = 1.0 if LONG else 0.05  # seconds between two bytes: less than any limit of Sanic's own
ENDLESS = 3000  # bytes: more than any client gets to send
PATIENCE_SECONDS = 120
SLOW = 5  # of each kind, at once

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /api/chat/messages HTTP/1.1\r\nHost: x\r\n"
SIZED, CHUNKED = b"Content-Length: 8000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"
# What is sent at once, what follows by the byte, and the status that is heard.
REQUESTS = {
    "header": (GET, b"X-Long: " + b"x" * ENDLESS, 408),
    "body": (POST + SIZED, b"x" * ENDLESS, 408),
    "chunks": (POST + CHUNKED, b"1\r\nx\r\n" * ENDLESS, 408),
    "size of a chunk": (POST + CHUNKED, b"\r\n" + b"0" * ENDLESS, 408),
    "body of a refused request": (GET + SIZED, b"x" * ENDLESS, 200),
}


@pytest_asyncio.fixture
async def door(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """A running door of one's own, in a hurry unless it runs at length."""
    if not LONG:
        monkeypatch.setattr(connection, "REQUEST_SECONDS", 1.0)
        monkeypatch.setattr(connection, "ANSWER_SECONDS", 1.0)
        monkeypatch.setattr(connection, "LOOK_SECONDS", 0.1)
    async with running(settings) as door:
        yield door


@contextmanager
def nothing_stays() -> Iterator[None]:
    """Fail if there are more tasks or sockets afterwards."""
    tasks, sockets = len(asyncio.all_tasks()), _sockets()
    yield
    # The door's own client may have let go of its idle lines meanwhile.
    assert len(asyncio.all_tasks()) <= tasks
    assert _sockets() <= sockets


def _sockets() -> int:
    count = 0
    for path in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # what has just been closed
            count += str(path.readlink()).startswith("socket:")
    return count


async def is_answered(visitor: Visitor) -> None:
    """Fail unless a message is answered now."""
    answer = await visitor.send("hi")
    assert answer.json()["replies"][0]["text"] == "You said: 'hi'"


@pytest.mark.parametrize(("head", "rest", "status"), REQUESTS.values(), ids=REQUESTS)
async def test_sends_by_the_byte(door: Running, head: bytes, rest: bytes, status: int) -> None:
    """A request that does not end is refused and its line closed, however busy it looks."""
    visitor = await Visitor(door.http).open()
    await is_answered(visitor)
    with nothing_stays():
        clients = [await SlowClient(door.url).connect() for _ in range(SLOW)]
        for client in clients:
            await client.send(head)
        drips = [asyncio.create_task(c.drip(rest, PAUSE)) for c in clients]
        while not all(drip.done() for drip in drips):
            await is_answered(visitor)
            await asyncio.sleep(PAUSE)
        assert all(drip.result() < len(rest) for drip in drips)
        # Who still sends when the line is closed may not hear the end of it.
        heard = {client.heard[:13].decode() for client in clients} - {""}
        assert heard == {f"HTTP/1.1 {status} "}
        for client in clients:
            client.close()
        await asyncio.sleep(0.1)


async def test_reads_by_the_byte(door: Running) -> None:
    """An answer that nobody takes does not stay in our memory."""
    visitor = await Visitor(door.http).open()
    for _ in range(200):
        assert (await visitor.send("x" * 1000)).status_code == 200
    whole = (await visitor.ask("GET", "messages")).content
    assert len(whole) > 300_000
    other = await Visitor(door.http).open()
    with nothing_stays():
        tasks = len(asyncio.all_tasks())
        clients = [await SlowClient(door.url).connect() for _ in range(SLOW)]
        ask = (
            "GET /api/chat/messages HTTP/1.1\r\nHost: x\r\n"
            f"Authorization: Bearer {visitor.token}\r\n\r\n"
        )
        for client in clients:
            await client.send(ask.encode() * 20)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(asyncio.all_tasks()) > tasks:
                await asyncio.gather(*(client.sip(PAUSE) for client in clients))
                await is_answered(other)
        for client in clients:
            assert len(await client.read_all()) < 20 * len(whole)
            client.close()
        await asyncio.sleep(0.1)


async def test_many_idle_connections(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """They cost nobody anything, and end by themselves."""
    if not LONG:
        monkeypatch.setattr(app, "IDLE_SECONDS", 1)
    async with running(settings) as door:
        await check_idle(door)


async def check_idle(door: Running) -> None:
    """Open many connections, half of which ask something once; talk meanwhile; wait for the end."""
    visitor = await Visitor(door.http).open()
    await is_answered(visitor)
    with nothing_stays():
        clients = [await SlowClient(door.url).connect() for _ in range(IDLE)]
        for client in clients[::2]:
            await client.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(5):
            await is_answered(visitor)
        heard = await asyncio.gather(*(client.read_all() for client in clients))
        assert [words.startswith(b"HTTP/1.1 200") for words in heard] == [True, False] * (IDLE // 2)
        for client in clients:
            client.close()
        await asyncio.sleep(0.1)
