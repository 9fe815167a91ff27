"""Queries that erase conversations, and keep in mind what the engine must still forget."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.conversations import lock_conversation
from storage.persons import delete_persons_without_leads, lock_persons_of_conversation
from storage.tables import Conversation, Message, PendingErasure
from storage.tables.message import VISITOR

# A turn that the web server gave up may still be running in the engine, and would write
# after it forgot. This is much longer than a turn takes.
SETTLE_SECONDS = 60


async def erase_conversation(session: AsyncSession, conversation_id: str) -> bool:
    """Delete all rows of a conversation; what stays is a note that the engine must forget it.

    Its requests go with it, and so do people who have no other one.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.

    Returns:
        False when there is no such conversation.
    """
    if await lock_conversation(session, conversation_id) is None:
        return False
    person_ids = await lock_persons_of_conversation(session, conversation_id)
    given_up = await session.scalar(
        select(
            exists().where(
                Message.conversation_id == conversation_id,
                or_(
                    Message.honest_line,
                    (Message.sender == VISITOR) & Message.answered_at.is_(None),
                ),
            )
        )
    )
    due_at = datetime.now(UTC) + timedelta(seconds=SETTLE_SECONDS if given_up else 0)
    session.add(PendingErasure(conversation_id=conversation_id, due_at=due_at))
    await session.execute(delete(Conversation).where(Conversation.id == conversation_id))
    await delete_persons_without_leads(session, person_ids)
    return True


async def due_erasures(session: AsyncSession, limit: int) -> Sequence[str]:
    """Find erased conversations that the engine should forget now.

    Args:
        session: Any transaction.
        limit: At most so many.

    Returns:
        Their ids, the longest due first.
    """
    found = await session.scalars(
        select(PendingErasure.conversation_id)
        .where(PendingErasure.due_at <= datetime.now(UTC))
        .order_by(PendingErasure.due_at)
        .limit(limit)
    )
    return found.all()


async def settle_erasure(session: AsyncSession, conversation_id: str) -> None:
    """Note that the engine has forgotten a conversation; a note that is not yet due stays.

    Args:
        session: A writing transaction.
        conversation_id: The erased conversation.
    """
    await session.execute(
        delete(PendingErasure).where(
            PendingErasure.conversation_id == conversation_id,
            PendingErasure.due_at <= datetime.now(UTC),
        )
    )
