"""An account for each role, and short ways to miss a question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from storage.conversations import find_conversation, open_conversation
from storage.database import Database
from storage.reply import Reply
from storage.review.missed_questions import place_questions, unplaced_questions
from storage.review.placement import Placement
from storage.staff.accounts import add_account
from tests.storage.steps import ANSWER, answer, receive

Ask = Callable[..., Awaitable[int]]
NOT_UNDERSTOOD = replace(
    ANSWER, intent="nlu_fallback", confidence=0.2, unanswered=True, urgent=False
)


@pytest_asyncio.fixture
async def account(database: Database) -> int:
    """Id of a member of staff."""
    async with database.write() as session:
        return (await add_account(session, "ada@clinic.example", "Ada", "admin", "x")).id


@pytest.fixture
def ask(database: Database) -> Ask:
    """Ask something in a conversation of its own, or in a given one; gives the message's id."""

    async def send(text: str, conversation: str = "", **changes: Any) -> int:
        conversation = conversation or uuid4().hex
        async with database.write() as session:
            if await find_conversation(session, conversation) is None:
                await open_conversation(session, conversation, "/hair", [Reply(text="Hello")])
        client_id = str(uuid4())
        exchange = await receive(database, conversation, client_id, text)
        await answer(database, conversation, client_id, replace(NOT_UNDERSTOOD, **changes))
        return exchange.message.id

    return send


async def sort_all(database: Database, cluster_id: int | None = None) -> list[int]:
    """Put all missed questions into one cluster; gives which clusters opened again."""
    async with database.write() as session:
        missed = await unplaced_questions(session, 100)
        pairs = [(question, b"\0" * 8) for question in missed]
        return await place_questions(session, [Placement(cluster_id, pairs)] if pairs else [])
