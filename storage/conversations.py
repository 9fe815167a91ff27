"""Queries about whole conversations."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Row, bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.replies import add_replies
from storage.reply import Reply
from storage.statements import run
from storage.tables import Conversation, Lead, Message

_LOCK = (
    select(Conversation.message_count, Conversation.lowest_confidence)
    .where(Conversation.id == bindparam("conversation_id"))
    .with_for_update()
)


async def open_conversation(
    session: AsyncSession,
    conversation_id: str,
    page: str | None,
    greeting: Sequence[Reply],
    visitor_key: str | None = None,
) -> list[Message]:
    """Store a new conversation and its greeting.

    Args:
        session: A writing transaction.
        conversation_id: Freshly minted id.
        page: Path of the page on which the chat was opened, or None.
        greeting: What the assistant says first.
        visitor_key: Fingerprint of the visitor's address, or None when it is not known.

    Returns:
        The stored greeting, with its `seq` numbers and buttons.
    """
    now = datetime.now(UTC)
    conversation = Conversation(
        id=conversation_id,
        started_at=now,
        last_at=now,
        page=page,
        visitor_key=visitor_key,
        message_count=len(greeting),
        urgent_count=0,
        unanswered_count=0,
    )
    session.add(conversation)
    # The row must be there before the messages that point at it.
    await session.flush()
    return await add_replies(session, conversation_id, 1, None, greeting, now)


async def find_conversation(session: AsyncSession, conversation_id: str) -> Conversation | None:
    """Look up a conversation.

    Args:
        session: Any transaction.
        conversation_id: Its id.

    Returns:
        The conversation, or None when it was erased or never there.
    """
    return await session.get(Conversation, conversation_id)


async def lock_conversation(session: AsyncSession, conversation_id: str) -> Conversation | None:
    """Look up a conversation to write to it; on PostgreSQL its row stays locked.

    Whoever locks more than a conversation locks the conversation first.

    Args:
        session: A writing transaction, which ends the lock.
        conversation_id: Its id.

    Returns:
        The conversation, or None when it was erased or never there.
    """
    found: Conversation | None = await session.scalar(
        select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    )
    return found


async def lock_row(
    session: AsyncSession, conversation_id: str
) -> Row[tuple[int, float | None]] | None:
    """Lock a conversation as `lock_conversation` does, and read the little that a turn needs.

    Args:
        session: A writing transaction, which ends the lock.
        conversation_id: Its id.

    Returns:
        `message_count` and `lowest_confidence`, or None: no such conversation.
    """
    found = await run(session, _LOCK, {"conversation_id": conversation_id})
    return found.one_or_none()


async def expired_conversations(
    session: AsyncSession, before: datetime, lead_before: datetime, limit: int
) -> Sequence[str]:
    """Find conversations whose time of keeping is over.

    Args:
        session: Any transaction.
        before: Those whose last message is older than this moment (UTC).
        lead_before: The same for those in which the visitor left a request.
        limit: At most so many.

    Returns:
        Their ids, oldest first.
    """
    has_lead = exists().where(Lead.conversation_id == Conversation.id)
    found = await session.scalars(
        select(Conversation.id)
        .where(
            or_(
                (Conversation.last_at < before) & ~has_lead,
                (Conversation.last_at < lead_before) & has_lead,
            )
        )
        .order_by(Conversation.last_at)
        .limit(limit)
    )
    return found.all()


async def clear_visitor_keys(session: AsyncSession, before: datetime) -> None:
    """Forget from where visitors came; it is needed for as long as requests are counted.

    Args:
        session: A writing transaction.
        before: In conversations whose last message is older than this moment (UTC).
    """
    await session.execute(
        update(Conversation)
        .where(Conversation.last_at < before, Conversation.visitor_key.is_not(None))
        .values(visitor_key=None)
    )
