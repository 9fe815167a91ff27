"""The query for all that is held of a conversation."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.holding import Holding
from storage.leads import read_leads
from storage.messages import read_messages
from storage.tables import Conversation, Notice


async def read_holding(session: AsyncSession, conversation_id: str) -> Holding | None:
    """Read a conversation with everything that hangs on it.

    Args:
        session: Any transaction.
        conversation_id: The conversation.

    Returns:
        All of it, or None when it was erased or never there.
    """
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None:
        return None
    notices = await session.scalars(
        select(Notice).where(Notice.conversation_id == conversation_id).order_by(Notice.id)
    )
    return Holding(
        conversation=conversation,
        messages=await read_messages(session, conversation_id),
        leads=await read_leads(session, conversation_id),
        notices=notices.all(),
    )
