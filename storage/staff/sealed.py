"""Finds the message whose sealed words are asked for."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Message

LARGEST_SEQ = 2**31 - 1


async def find_message(session: AsyncSession, conversation_id: str, seq: int) -> Message | None:
    """Look up a message; its words stay sealed.

    Args:
        session: Any transaction.
        conversation_id: The conversation.
        seq: Number of the message in it.
    """
    if seq > LARGEST_SEQ:
        return None
    found: Message | None = await session.scalar(
        select(Message).where(Message.conversation_id == conversation_id, Message.seq == seq)
    )
    return found
