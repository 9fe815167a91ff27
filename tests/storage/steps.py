"""Short words for what the storage tests do over and over."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import func, select

from storage.answer import Answer
from storage.conversations import find_conversation
from storage.database import Database
from storage.exchange import Exchange
from storage.messages import receive_message, store_answer
from storage.reply import Reply
from storage.tables import Base, Conversation

ANSWER = Answer(
    replies=(
        Reply(text="First", buttons=(("More", "Tell me more"),), topic="faq/a", source="2.1"),
        Reply(text="Second", model="m1", version="v1"),
    ),
    topics=(("faq/a", 0.9, "how"), ("faq/b", 0.8, "why")),
    intent="faq/a",
    confidence=0.9,
    ranking=(("faq/a", 0.9), ("faq/b", 0.05)),
    language="en",
    urgent=True,
    engine_ms=12.5,
)


def new_id() -> str:
    """Make a message id as a browser does."""
    return str(uuid4())


async def receive(database: Database, conversation: str, client_id: str, text: str) -> Exchange:
    """Receive a message in a transaction of its own."""
    async with database.write() as session:
        exchange = await receive_message(session, conversation, client_id, text)
    assert exchange is not None
    return exchange


async def answer(
    database: Database, conversation: str, client_id: str, answer: Answer = ANSWER
) -> Exchange | None:
    """Store an answer in a transaction of its own."""
    async with database.write() as session:
        return await store_answer(session, conversation, client_id, answer)


async def load(database: Database, conversation: str) -> Conversation:
    """Read a conversation's row."""
    async with database.read() as session:
        found = await find_conversation(session, conversation)
    assert found is not None
    return found


async def row_counts(database: Database) -> dict[str, int]:
    """Count the rows of every table."""
    async with database.read() as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
