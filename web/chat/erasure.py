"""Erases conversations, here at once and in the engine as soon as it can be reached."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from logs import note, short_hash
from storage.erasures import erase_conversation, settle_erasure
from web.engine.engine_error import EngineError

if TYPE_CHECKING:
    from web.door import Door

FORGET_SECONDS = 5


async def erase(door: Door, conversation_id: str) -> bool:
    """Erase a conversation.

    Its rows go first, in one transaction with a note of what the engine still has to forget:
    a crash after that loses nothing.

    Args:
        door: The running app.
        conversation_id: The conversation.

    Returns:
        False when there is no such conversation.
    """
    async with door.database.write() as session:
        found = await erase_conversation(session, conversation_id)
    if not found:
        return False
    await finish_erasure(door, [conversation_id])
    return True


async def finish_erasure(door: Door, conversation_ids: Sequence[str]) -> None:
    """Clean up after rows were erased, and make the engine forget as far as it can be reached.

    Args:
        door: The running app.
        conversation_ids: The erased conversations.
    """
    for conversation_id in conversation_ids:
        note("erased", conversation=short_hash(conversation_id))
    await door.database.scrub()
    for conversation_id in conversation_ids:
        deadline = asyncio.get_running_loop().time() + door.settings.engine_timeout_seconds
        try:
            # A turn that is running in the engine would write after it forgot.
            async with door.locks.hold(conversation_id, deadline):
                await forget(door, conversation_id)
        except (EngineError, TimeoutError):
            note("erasure_pending", conversation=short_hash(conversation_id))
    # The notes for the engine named the conversations.
    await door.database.scrub()


async def forget(door: Door, conversation_id: str) -> None:
    """Make the engine forget an erased conversation, and note that it has.

    Args:
        door: The running app.
        conversation_id: The erased conversation.

    Raises:
        EngineError: The engine can not be reached; the note stays.
    """
    await door.engine.forget(conversation_id, FORGET_SECONDS)
    async with door.database.write() as session:
        await settle_erasure(session, conversation_id)
