"""Something is down or slow at each step of a request: visitors hear the truth, nothing doubles."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.conversations.parts import Parts
from tests.conversations.test_parts_fail import is_honest, said
from tests.conversations.traces import files_with, rows_with
from tests.web.visitor import Visitor, new_id

NAME = "Zanzibarquagga"
STEPS = [
    ("call me back please", "May L&P Aesthetics keep"),
    ("Yes, I agree", "What is your name"),
    (f"I'm {NAME}", "Which phone number"),
    ("617 555 0134", "good time"),
    ("In the morning", "Shall I send it"),
    ("Yes, send it", "Your request is saved"),
]
LAST = len(STEPS) - 1


async def go(visitor: Visitor, first: int, last: int) -> str:
    """Take the steps from `first` up to `last`, not including it; gives the last answer."""
    answer = ""
    for text, expected in STEPS[first:last]:
        answer = await said(visitor, text)
        assert expected in answer
    return answer


def leads_of(parts: Parts, visitor: Visitor) -> list[str]:
    """The references of all requests that are stored of a conversation."""
    with closing(sqlite3.connect(parts.folder / "app.db")) as connection:
        query = "SELECT reference FROM lead WHERE conversation_id = ?"
        return [row[0] for row in connection.execute(query, (visitor.conversation,))]


@contextmanager
def locked(parts: Parts) -> Iterator[None]:
    """Another program holds the app's database."""
    with closing(sqlite3.connect(parts.folder / "app.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@pytest.mark.parametrize("step", range(len(STEPS)))
async def test_action_server_down(parts: Parts, visitor: Visitor, step: int) -> None:
    """The honest line with the phone, never 'saved'; the same words again go on from there."""
    await go(visitor, 0, step)
    with parts.without("actions"):
        assert is_honest(await said(visitor, STEPS[step][0]))
        assert leads_of(parts, visitor) == []
    await go(visitor, step, len(STEPS))
    assert len(leads_of(parts, visitor)) == 1


@pytest.mark.parametrize("step", [1, 3, LAST])
async def test_engine_down(parts: Parts, visitor: Visitor, step: int) -> None:
    """The same when the engine dies: the form stands where it stood."""
    await go(visitor, 0, step)
    with parts.without("engine"):
        assert is_honest(await said(visitor, STEPS[step][0]))
    await go(visitor, step, len(STEPS))
    assert len(leads_of(parts, visitor)) == 1


@pytest.mark.parametrize("part", ["actions", "engine"])
async def test_slow_at_the_last_step(parts: Parts, visitor: Visitor, part: str) -> None:
    """What is slow is not 'saved'; if it was after all, the next yes finds the same request."""
    await go(visitor, 0, LAST)
    with parts.frozen(part):
        assert is_honest(await said(visitor, STEPS[LAST][0]))
    answer = await until_it_answers(visitor, "yes")
    [reference] = leads_of(parts, visitor)
    assert reference in answer


async def test_database_locked_at_the_last_step(parts: Parts, visitor: Visitor) -> None:
    """The door can store nothing then, and says so; the same message again is saved once."""
    await go(visitor, 0, LAST)
    message_id = new_id()
    with locked(parts):
        response = await visitor.send(STEPS[LAST][0], message_id)
        assert response.status_code == 503
        assert "saved" not in response.text
    answer = await said(visitor, STEPS[LAST][0], message_id)
    [reference] = leads_of(parts, visitor)
    assert reference in answer


async def test_killed_while_it_saves(parts: Parts, visitor: Visitor) -> None:
    """The action server dies with the request in hand: one more yes, one request."""
    await go(visitor, 0, LAST)
    with parts.frozen("actions"):
        waiting = asyncio.create_task(said(visitor, STEPS[LAST][0]))
        await asyncio.sleep(0.5)
        with parts.without("actions"):
            assert is_honest(await waiting)
    answer = await said(visitor, "yes")
    [reference] = leads_of(parts, visitor)
    assert reference in answer


@pytest.mark.parametrize("down", ["actions", "engine"])
async def test_urgent_in_the_middle(parts: Parts, visitor: Visitor, down: str) -> None:
    """An emergency in mid-form names the number to call, whatever is down."""
    await go(visitor, 0, 3)
    symptom = "my scalp is bleeding and it won't stop"
    with parts.without(down):
        assert "911" in await said(visitor, symptom)
    await go(visitor, 3, len(STEPS))


async def test_nothing_shows_outside_the_sealed_columns(parts: Parts, visitor: Visitor) -> None:
    """Whatever died on the way: no file, no log and no plain column holds a visitor's name."""
    await go(visitor, 0, len(STEPS))
    assert NAME in str(await visitor.history())
    assert rows_with(NAME, parts.folder / "app.db") == []
    assert rows_with(NAME, parts.engine_database) == []
    assert files_with(NAME, parts.folder) == []
    assert files_with("5550134", parts.folder) == []


async def until_it_answers(visitor: Visitor, text: str) -> str:
    """Say it again until the answer is no longer the honest line."""
    for _ in range(100):
        answer = await said(visitor, text)
        if not is_honest(answer):
            return answer
        await asyncio.sleep(0.2)
    raise AssertionError("no answer any more")
