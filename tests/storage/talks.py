"""Conversations of all kinds, for the tests of the list, the search and the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update

from storage.answer import Answer
from storage.conversations import open_conversation
from storage.database import Database
from storage.reply import Reply
from storage.tables import Conversation, Message
from tests.storage.steps import answer, new_id, receive

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
PLAIN = Answer(
    replies=(Reply(text="It is safe in trained hands.", topic="faq/safety", source="2.1"),),
    topics=(("faq/safety", 0.9, ""),),
    intent="faq/safety",
    confidence=0.9,
)


async def talk(
    database: Database,
    name: str,
    *questions: str,
    at: datetime = NOON,
    page: str = "/",
    **changes: Any,
) -> str:
    """Have a conversation at a moment of one's choice; its messages follow by the minute.

    Args:
        database: The database.
        name: Id of the conversation.
        *questions: What the visitor asks.
        at: When it starts.
        page: Where it starts.
        **changes: Fields of the answers.

    Returns:
        The id.
    """
    async with database.write() as session:
        await open_conversation(session, name, page, [Reply(text="Hello")])
    for question in questions or ("Is it safe?",):
        client_id = new_id()
        await receive(database, name, client_id, question)
        await answer(database, name, client_id, replace(PLAIN, **changes))
    await move(database, name, at)
    return name


async def move(database: Database, name: str, at: datetime, after: int = 0) -> None:
    """Move messages in time, and the ends of their conversation with them.

    Args:
        database: The database.
        name: Id of the conversation.
        at: When the first of the messages is to be.
        after: Only messages with a higher `seq`; 0: the whole conversation.
    """
    async with database.write() as session:
        conversation = await session.get_one(Conversation, name)
        for seq in range(after + 1, conversation.message_count + 1):
            moment = at + timedelta(minutes=seq - after - 1)
            await session.execute(
                update(Message)
                .where(Message.conversation_id == name, Message.seq == seq)
                .values(created_at=moment)
            )
            conversation.last_at = moment
        if not after:
            conversation.started_at = at
