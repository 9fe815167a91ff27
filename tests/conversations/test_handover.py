"""The form for a consultation where written dialogue can not tell: at once, later, and nowhere."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from settings import load_settings
from tests.conversations.traces import files_with, opened_rows_with
from tests.plain_http import plain_http
from tests.stack import Stack
from tests.web.visitor import Visitor

NAME, NUMBER, TIME = "Zebulonia", "617 555 0191", "thursdays at noon"
VALUES = (NAME, NUMBER, "+16175550191", "617-555-0191", TIME)
REFERENCE = re.compile(r"[A-Z]{2}-\d{4}")


@pytest_asyncio.fixture
async def visitor(stack: Stack) -> AsyncIterator[Visitor]:
    """A visitor who has just come."""
    async with plain_http(stack.base_url) as http:
        yield await Visitor(http).open()


async def say(visitor: Visitor, *texts: str) -> dict[str, Any]:
    """Say several things, one after the other; give the last answer."""
    answer: dict[str, Any] = {}
    for text in texts:
        response = await visitor.send(text)
        assert response.status_code == 200, response.text
        answer = response.json()
    return answer


def words(answer: dict[str, Any]) -> str:
    """Join what was said."""
    return "\n".join(reply["text"] for reply in answer["replies"])


def leads(stack: Stack, conversation: str) -> int:
    """Count the requests of a conversation."""
    keys = load_settings().data_keys.get_secret_value()
    return opened_rows_with(conversation, stack.folder / "app.db", keys).count("lead")


def traces(stack: Stack) -> set[str]:
    """Name every table and file in which one of the details can be read with the key."""
    keys = load_settings().data_keys.get_secret_value()
    databases: list[Path] = [stack.folder / "app.db", stack.folder / "engine.db"]
    found = {
        f"{database.name}: {table}"
        for value in VALUES
        for database in databases
        for table in opened_rows_with(value, database, keys)
    }
    return found | {path.name for value in VALUES for path in files_with(value, stack.folder)}


@pytest.mark.parametrize(
    ("texts", "end", "says"),
    [
        (["call me", f"{NAME}, {NUMBER}, {TIME}"], "no", "I keep no contact details"),
        ([f"I'm {NAME}, {NUMBER}, {TIME}"], "No, thank you", "I keep no contact details"),
        (["call me", "yes", NAME, NUMBER, TIME], "cancel", "I have stopped"),
        (["call me", "yes", f"{NAME}, {NUMBER}", TIME], "Cancel the request", "I have stopped"),
        (["call me", "yes", f"{NAME}, {NUMBER}", TIME], "I'm 15", "with a parent or guardian"),
    ],
)
async def test_nothing_is_kept(
    stack: Stack, visitor: Visitor, texts: list[str], end: str, says: str
) -> None:
    """After a refusal, a cancelled form or a minor's, no table and no file holds a detail.

    Not even sealed ones can be opened and show one; there is no request.
    """
    await say(visitor, *texts)
    assert traces(stack), "the search finds nothing at all"
    answer = await say(visitor, end)
    assert says in words(answer)
    assert answer["form"] is None
    assert traces(stack) == set()
    assert leads(stack, visitor.conversation) == 0


async def test_yes_twice_at_once(stack: Stack, visitor: Visitor) -> None:
    """Two confirmations in parallel make one request, and both hear the same reference."""
    await say(visitor, "call me", "yes", "Maria, 617 555 0134, any time")
    answers = await asyncio.gather(*(say(visitor, "yes") for _ in range(2)))
    said = sorted(map(words, answers))
    assert "is saved already" in " ".join(said)
    assert "Your number for it is" in " ".join(said)
    assert len({match for text in said for match in REFERENCE.findall(text)}) == 1
    assert leads(stack, visitor.conversation) == 1


async def test_two_messages_at_once(visitor: Visitor) -> None:
    """Both are taken, whichever comes first."""
    await say(visitor, "call me", "yes")
    await asyncio.gather(say(visitor, "Maria, 617 555 0134"), say(visitor, "after 5"))
    summary = words(await say(visitor, "continue"))
    assert all(value in summary for value in ("Name: Maria", "617-555-0134", "after 5"))


async def test_the_same_message_twice(stack: Stack, visitor: Visitor) -> None:
    """A confirmation that is sent again, as after a lost connection, has the same answer."""
    await say(visitor, "call me", "yes", "Maria, 617 555 0134, any time")
    message_id = "6f1c1a52-3c5e-4a55-9a3a-5b1f0a1d2c3e"
    sent = [(await visitor.send("yes", message_id)).json() for _ in range(2)]
    assert sent[0] == sent[1]
    assert REFERENCE.search(words(sent[0]))
    assert leads(stack, visitor.conversation) == 1
