"""The engine is asked the same message again, as after a failover: it answers, and does no more."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest_asyncio

from tests.plain_http import plain_http
from tests.stack import Stack
from tests.web.visitor import Visitor, new_id

DETAILS = "I'm Maria Gonzalez, 617 555 0156, call me after 5"


@pytest_asyncio.fixture
async def http(stack: Stack) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the engine's own door."""
    async with plain_http(stack.engine_url) as client:
        yield client


async def ask(http: httpx.AsyncClient, conversation: str, message_id: str, text: str) -> Any:
    """Ask the engine as web does; the time taken aside, give what it answers."""
    question = {"conversation_id": conversation, "message_id": message_id, "text": text}
    response = await http.post("/webhooks/door/message", json=question)
    assert response.status_code == 200, response.text
    return {**response.json(), "ms": None}


def events(stack: Stack, conversation: str) -> int:
    """How many events of a conversation are stored."""
    query = "SELECT count(*) FROM events WHERE sender_id = ?"
    with sqlite3.connect(stack.folder / "engine.db") as connection:
        return int(connection.execute(query, (conversation,)).fetchone()[0])


async def test_same_answer_and_nothing_more(stack: Stack, http: httpx.AsyncClient) -> None:
    """Answers of every kind come again as they were; not one event is added."""
    conversation = new_id()
    for text in (
        "is it safe and does it hurt?",
        "tell me more",
        "🤷",
        "/restart",
        "please call me",
    ):
        message_id = new_id()
        first = await ask(http, conversation, message_id, text)
        stored = events(stack, conversation)
        assert await ask(http, conversation, message_id, text) == first
        assert events(stack, conversation) == stored


async def test_earlier_message_again(stack: Stack, http: httpx.AsyncClient) -> None:
    """A message before the newest one has the answer that it had, too."""
    conversation, message_id = new_id(), new_id()
    first = await ask(http, conversation, message_id, "what are the risks")
    await ask(http, conversation, new_id(), "please call me")
    stored = events(stack, conversation)
    assert await ask(http, conversation, message_id, "what are the risks") == first
    assert events(stack, conversation) == stored


async def test_end_of_a_form_again(stack: Stack, http: httpx.AsyncClient) -> None:
    """The saved request is told again, once saved, without the details that are forgotten."""
    async with plain_http(stack.base_url) as web:
        visitor = await Visitor(web).open()
        for text in (DETAILS, "Yes, I agree"):
            await visitor.send(text)
        message_id = new_id()
        answer = (await visitor.send("Yes, send it", message_id)).json()
        assert "Your request is saved" in answer["replies"][0]["text"]
        again = await ask(http, visitor.conversation, message_id, "Yes, send it")
        told = again["replies"][0]
        assert told["text"] == (told["masked"] or answer["replies"][0]["text"])
        assert "Maria" not in str(again)
        assert "0156" not in str(again)
        assert (again["active_form"], again["forget_details"]) == (None, False)
        export = (await visitor.ask("GET", "export")).json()
        assert len(export["leads"]) == 1
