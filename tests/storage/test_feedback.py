"""Verdicts on replies."""

from __future__ import annotations

import asyncio

from storage.database import Database
from storage.feedback import give_feedback
from storage.messages import read_messages
from storage.words import comment_of
from tests.storage.steps import VAULT, new_id, receive, row_counts


async def give(database: Database, conversation: str, seq: int, helpful: bool) -> bool:
    """Give a verdict in a transaction of its own."""
    async with database.write() as session:
        return await give_feedback(session, VAULT, conversation, seq, helpful, None)


async def test_second_verdict_replaces_the_first(database: Database, conversation: str) -> None:
    """One verdict for a reply, the last one, its comment sealed."""
    assert await give(database, conversation, 1, True)
    async with database.write() as session:
        assert await give_feedback(session, VAULT, conversation, 1, False, "too long")
    async with database.read() as session:
        (greeting,) = await read_messages(session, conversation)
    assert greeting.feedback is not None
    assert (greeting.feedback.helpful, greeting.feedback.comment) == (False, None)
    assert comment_of(greeting.feedback, VAULT) == "too long"


async def test_only_replies_of_this_conversation(database: Database, conversation: str) -> None:
    """A visitor's own message, a number that is not there, another conversation: refused."""
    await receive(database, conversation, new_id(), "hi")
    assert not await give(database, conversation, 2, True)
    assert not await give(database, conversation, 99, True)
    assert not await give(database, "other", 1, True)
    assert (await row_counts(database))["feedback"] == 0


async def test_verdicts_at_once(database: Database, conversation: str) -> None:
    """Several verdicts at the same moment end as one, without an error."""
    given = await asyncio.gather(*(give(database, conversation, 1, n % 2 == 0) for n in range(6)))
    assert all(given)
    assert (await row_counts(database))["feedback"] == 1
