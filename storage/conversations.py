"""Queries about whole conversations."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.messages import add_replies
from storage.reply import Reply
from storage.tables import Conversation, Message


async def open_conversation(
    session: AsyncSession, conversation_id: str, page: str | None, greeting: Sequence[Reply]
) -> list[Message]:
    """Store a new conversation and its greeting.

    Args:
        session: A writing transaction.
        conversation_id: Freshly minted id.
        page: Path of the page on which the chat was opened, or None.
        greeting: What the assistant says first.

    Returns:
        The stored greeting, with its `seq` numbers and buttons.
    """
    now = datetime.now(UTC)
    conversation = Conversation(
        id=conversation_id,
        started_at=now,
        last_at=now,
        page=page,
        message_count=0,
        urgent_count=0,
        unanswered_count=0,
    )
    session.add(conversation)
    # The row must be there before the messages that point at it.
    await session.flush()
    return add_replies(session, conversation, None, greeting, now)


async def find_conversation(session: AsyncSession, conversation_id: str) -> Conversation | None:
    """Look up a conversation.

    Args:
        session: Any transaction.
        conversation_id: Its id.

    Returns:
        The conversation, or None when it was erased or never there.
    """
    return await session.get(Conversation, conversation_id)


async def expired_conversations(
    session: AsyncSession, before: datetime, limit: int
) -> Sequence[str]:
    """Find conversations whose time of keeping is over.

    Args:
        session: Any transaction.
        before: Those whose last message is older than this moment (UTC).
        limit: At most so many.

    Returns:
        Their ids, oldest first.
    """
    found = await session.scalars(
        select(Conversation.id)
        .where(Conversation.last_at < before)
        .order_by(Conversation.last_at)
        .limit(limit)
    )
    return found.all()
