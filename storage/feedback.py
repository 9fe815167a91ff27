"""Queries about visitors' feedback."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Feedback, Message
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
    message_id = await session.scalar(
        select(Message.id)
        .where(
            Message.conversation_id == conversation_id,
            Message.seq == seq,
            Message.sender == ASSISTANT,
        )
        .with_for_update()
    )
    if message_id is None:
        return False
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
