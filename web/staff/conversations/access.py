"""Finds the conversation of a page."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from storage.conversations import find_conversation
from storage.tables import Conversation
from web.api_error import ApiError

GONE = "This conversation is not here. It may have been erased."


async def read_conversation(session: AsyncSession, conversation_id: str) -> Conversation:
    """Look up a conversation.

    Args:
        session: Any transaction.
        conversation_id: Its id, as the address says.

    Returns:
        The conversation.

    Raises:
        ApiError: 404, it was erased or never there.
    """
    found = await find_conversation(session, conversation_id)
    if found is None:
        raise ApiError(404, "not_found", GONE)
    return found
