"""Parts of the assistant die or hang: visitors get an honest word, and nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing

from tests.conftest import CLINIC
from tests.conversations.conftest import PATIENCE
from tests.conversations.parts import Parts
from tests.conversations.traces import files_with
from tests.web.visitor import Visitor, new_id

PHONE = CLINIC["CLINIC_PHONE"]
VAGUE = "🤷"  # is never understood, so the action server is asked what to say
CANARY = "zanzibarquagga"


async def said(visitor: Visitor, text: str, message_id: str | None = None) -> str:
    """Send a message and give all that is answered, in no more than the promised time."""
    started = time.monotonic()
    response = await visitor.send(text, message_id)
    assert response.status_code == 200, response.text
    assert time.monotonic() - started < PATIENCE + 1
    return "\n".join(reply["text"] for reply in response.json()["replies"])


def is_honest(text: str) -> bool:
    """Tell whether it is the line for visitors who could not be answered."""
    return text.startswith("Sorry, I cannot answer right now") and PHONE in text


async def test_action_server_killed(parts: Parts, visitor: Visitor) -> None:
    """FAQs keep their answers, what is not understood gets an honest word, and all comes back."""
    with parts.without("actions"):
        assert "infection" in await said(visitor, "what are the risks")
        assert PHONE in await said(visitor, VAGUE)
        assert "911" in await said(visitor, "my scalp is bleeding and it won't stop")
        assert "infection" in await said(visitor, "what are the risks")
    assert "I am not sure what you mean" in await said(visitor, VAGUE)


async def test_action_server_hangs(parts: Parts, visitor: Visitor) -> None:
    """One conversation waits no longer than promised, the others not at all."""
    other = await Visitor(visitor.http).open()
    with parts.frozen("actions"):
        waiting = asyncio.create_task(said(visitor, VAGUE))
        await asyncio.sleep(0.5)
        started = time.monotonic()
        assert "infection" in await said(other, "what are the risks")
        assert time.monotonic() - started < 1
        assert is_honest(await waiting)
    assert "infection" in await eventually(visitor, "what are the risks")


async def test_engine_killed(parts: Parts, visitor: Visitor) -> None:
    """The honest line with the phone; the conversation goes on where it was when it is back."""
    message_id = new_id()
    assert "infection" in await said(visitor, "what are the risks")
    with parts.without("engine"):
        line = await said(visitor, "is it safe?", message_id)
        assert is_honest(line)
        assert (await visitor.http.get("/readyz")).status_code == 503
        assert (await visitor.http.get("/healthz")).status_code == 200
        assert PHONE in (await Visitor(visitor.http).open()).opened["replies"][0]["text"]
    # The same message again has the same answer: the visitor has read that one.
    assert await said(visitor, "is it safe?", message_id) == line
    assert "Our text names these risks" in await said(visitor, "tell me more")
    texts = [message["text"] for message in await visitor.history()]
    assert texts.count("is it safe?") == 1


async def test_engine_killed_in_the_middle_of_a_turn(parts: Parts, visitor: Visitor) -> None:
    """A message that the engine took along when it died gets the honest line at once."""
    with parts.frozen("engine"):
        waiting = asyncio.create_task(said(visitor, "what are the risks"))
        await asyncio.sleep(0.5)
        with parts.without("engine"):
            assert is_honest(await waiting)
    assert "infection" in await said(visitor, "what are the risks")


async def test_engine_hangs(parts: Parts, visitor: Visitor) -> None:
    """Nobody waits longer than promised, and nothing is answered twice afterwards."""
    with parts.frozen("engine"):
        assert is_honest(await said(visitor, "what are the risks"))
    assert "generally considered safe" in await eventually(visitor, "is it safe?")


async def test_engine_database_locked(parts: Parts, visitor: Visitor) -> None:
    """The engine says nothing that it can not keep, and goes on when it can."""
    with closing(sqlite3.connect(parts.engine_database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert is_honest(await said(visitor, "what are the risks"))
        question = {"conversation_id": "c" * 32, "message_id": new_id(), "text": "is it safe?"}
        answer = await visitor.http.post(f"{parts.engine_url}/webhooks/door/message", json=question)
        assert answer.status_code == 503
    assert "generally considered safe" in await eventually(visitor, "is it safe?")


async def test_web_killed(parts: Parts, visitor: Visitor) -> None:
    """The token, the history and the replies to a message id outlive the door."""
    message_id = new_id()
    answer = await said(visitor, "what are the risks", message_id)
    before = await visitor.history()
    with parts.without("web"):
        pass
    assert await said(visitor, "what are the risks", message_id) == answer
    assert await visitor.history() == before
    assert "Our text names these risks" in await said(visitor, "tell me more")


async def test_logs_hold_no_words(parts: Parts, visitor: Visitor) -> None:
    """Whatever dies, nothing that a visitor wrote is in a log."""
    words = f"my name is {CANARY} and this is {CANARY}@example.org"
    await said(visitor, words)
    await said(visitor, f"{VAGUE} /{CANARY}")
    with parts.without("actions"):
        await said(visitor, words)
        await said(visitor, VAGUE)
    with parts.without("engine"):
        await said(visitor, words)
    await visitor.ask("POST", "feedback", json={"seq": 1, "helpful": False, "comment": words})
    await visitor.ask("POST", "messages", content=words.encode())
    assert parts.log not in files_with(CANARY, parts.folder)


async def eventually(visitor: Visitor, text: str) -> str:
    """Ask until the answer is no longer the honest line."""
    deadline = time.monotonic() + 20
    while is_honest(answer := await said(visitor, text)):
        assert time.monotonic() < deadline, "no answer any more"
        await asyncio.sleep(0.2)
    return answer
