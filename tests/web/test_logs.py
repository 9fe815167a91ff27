"""Logs tell what happened, and nothing that a visitor said or where they are."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest

import logs
from tests.web.conftest import StartDoor
from tests.web.fake_engine import FakeEngine
from tests.web.visitor import Visitor, new_id


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the process would write, configured as in production."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stdout", stream)
    logs.configure()
    yield stream
    root.handlers[:], root.level = before, level


async def test_no_words_no_addresses(
    stream: io.StringIO,
    start_door: StartDoor,
    engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Good and bad requests, errors of ours included, leave no trace of words or addresses."""
    words = "xylophone maria@example.org"

    async def broken(*_args: object) -> None:
        raise RuntimeError(words)

    async with start_door(trusted_proxies=1, rate_messages="4/minute") as door:
        headers = {"X-Forwarded-For": "203.0.113.77"}
        visitor = await Visitor(door.http).open(page="/xylophone")
        message_id = new_id()
        await visitor.send(words, message_id)
        await visitor.ask("POST", "messages", content=words, headers=headers)
        await door.http.get(f"/{words}?q={words}", headers=headers)
        await visitor.ask("POST", "feedback", json={"seq": 1, "helpful": True, "comment": words})
        engine.raw = words.encode()
        await visitor.send(words)
        with monkeypatch.context() as patch:
            patch.setattr("web.chat.turn.store_answer", broken)
            assert (await visitor.send(words)).status_code == 500
        for _ in range(3):
            await visitor.send(words)
        await visitor.ask("DELETE", "conversation")

    text = stream.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    for secret in ("xylophone", "maria", "203.0.113", "127.0.0.1", message_id, visitor.token):
        assert secret not in text
    assert visitor.conversation not in text
    events = {line["event"] for line in lines}
    assert {"started", "session", "request", "unanswered", "failed", "erased"} <= events
    requests = [line for line in lines if line["event"] == "request"]
    assert {201, 200, 400, 404, 204, 500, 429} == {line["status"] for line in requests}
    assert all(line["request"] for line in requests)
    failed = next(line for line in lines if line["event"] == "failed")
    assert failed["error"] == "RuntimeError"
    assert any("web/chat/turn.py" in frame for frame in failed["frames"])


def test_lines_of_others_are_only_placed(stream: io.StringIO) -> None:
    """Of a library's message only its place is written, as its words may be a visitor's."""
    try:
        raise ValueError("xylophone")
    except ValueError:
        logging.getLogger("sanic.error").exception("while handling %s", "xylophone")
    logging.getLogger("httpx").info("GET http://xylophone")
    (line,) = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (line["event"], line["error"], line["level"]) == ("sanic.error", "ValueError", "error")
    assert "xylophone" not in stream.getvalue()


async def test_a_hang_up_is_no_failure(
    stream: io.StringIO, start_door: StartDoor, engine: FakeEngine
) -> None:
    """Of a visitor who leaves in the middle of an answer there is a line, but no error."""
    async with start_door() as door:
        visitor = await Visitor(door.http).open()
        engine.go_on.clear()
        send = asyncio.create_task(visitor.send("hi"))
        await engine.asked.get()
        send.cancel()
        while "hung_up" not in stream.getvalue() and "failed" not in stream.getvalue():
            await door.http.get("/healthz")
        engine.go_on.set()
        assert await door.door.tasks.settle(10) == 0
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["level"] for line in lines if line["event"] == "hung_up"] == ["info"]
    assert not [line for line in lines if line["level"] == "error"]


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("0123456789abcdef0123456789abcdef", True),
        ("3f2b8c1e-9d47-4a6b-8e21-5c0d9f7a1b34", True),
        ("maria-likes-xylophones", False),
        ("0123456789ABCDEF0123456789ABCDEF", False),
        ("0" * 37, False),
        ("0123", False),
    ],
)
async def test_a_proxys_request_id(start_door: StartDoor, given: str, taken: bool) -> None:
    """Behind a proxy of ours its id is used, if it can be no word; without one, never."""
    async with start_door(trusted_proxies=1) as door:
        answer = await door.http.get("/", headers={"X-Request-ID": given})
        assert (answer.headers["x-request-id"] == given) is taken
    async with start_door() as door:
        answer = await door.http.get("/", headers={"X-Request-ID": given})
        assert answer.headers["x-request-id"] != given
