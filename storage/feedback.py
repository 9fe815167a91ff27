"""Queries about visitors' feedback."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.conversations import lock_conversation
from storage.tables import Conversation, Feedback, Message
from storage.tables.message import ASSISTANT
from storage.vault import Vault


async def give_feedback(
    session: AsyncSession,
    vault: Vault,
    conversation_id: str,
    seq: int,
    helpful: bool,
    comment: str | None,
) -> bool:
    """Store a verdict on a reply; a second one takes the place of the first.

    Args:
        session: A writing transaction.
        vault: Seals the comment.
        conversation_id: The conversation.
        seq: Number of the reply.
        helpful: The verdict.
        comment: The visitor's own words, or None.

    Returns:
        False when the conversation has no such reply.
    """
    # The lock makes two verdicts at once follow each other.
    conversation = await lock_conversation(session, conversation_id)
    message_id = await session.scalar(
        select(Message.id).where(
            Message.conversation_id == conversation_id,
            Message.seq == seq,
            Message.sender == ASSISTANT,
            Message.said_by.is_(None),
            Message.event.is_(None),
        )
    )
    if conversation is None or message_id is None:
        return False
    known = await session.get(Feedback, message_id)
    if known is not None:
        _count(conversation, known.helpful, -1)
    _count(conversation, helpful, 1)
    await session.merge(
        Feedback(
            message_id=message_id,
            helpful=helpful,
            comment=None,
            sealed=None if comment is None else vault.seal(comment),
            created_at=datetime.now(UTC),
        )
    )
    return True


def _count(conversation: Conversation, helpful: bool, change: int) -> None:
    """Count a verdict, or take one back."""
    if helpful:
        conversation.helpful_count += change
    else:
        conversation.unhelpful_count += change
