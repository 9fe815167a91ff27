"""What staff put on a conversation: whether it is reviewed, whose it is, tags and notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.conversations import lock_conversation
from storage.tables import Account, ConversationNote, ConversationTag
from storage.vault import Vault


async def set_state(session: AsyncSession, conversation_id: str, state: str) -> bool:
    """Note whether a conversation is reviewed.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.
        state: `open`, `later` or `reviewed`.

    Returns:
        False when there is no such conversation.
    """
    conversation = await lock_conversation(session, conversation_id)
    if conversation is not None:
        conversation.review_state = state
    return conversation is not None


async def assign(session: AsyncSession, conversation_id: str, account_id: int | None) -> bool:
    """Give a conversation to a colleague.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.
        account_id: The colleague; None: nobody.

    Returns:
        False when there is no such conversation.
    """
    conversation = await lock_conversation(session, conversation_id)
    if conversation is not None:
        conversation.reviewer_id = account_id
    return conversation is not None


async def add_tag(session: AsyncSession, conversation_id: str, name: str) -> bool:
    """Put a tag on a conversation; one that it has stays as it is.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.
        name: 1 to 30 characters, in small letters.

    Returns:
        False when there is no such conversation.
    """
    conversation = await lock_conversation(session, conversation_id)
    if conversation is not None:
        await session.merge(ConversationTag(conversation_id=conversation_id, name=name))
    return conversation is not None


async def remove_tag(session: AsyncSession, conversation_id: str, name: str) -> bool:
    """Take a tag from a conversation.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.
        name: The tag.

    Returns:
        False when there is no such conversation.
    """
    conversation = await lock_conversation(session, conversation_id)
    await session.execute(
        delete(ConversationTag).where(
            ConversationTag.conversation_id == conversation_id, ConversationTag.name == name
        )
    )
    return conversation is not None


async def add_note(
    session: AsyncSession, vault: Vault, conversation_id: str, account_id: int, words: str
) -> bool:
    """Write a note for colleagues.

    Args:
        session: A writing transaction.
        vault: Seals it.
        conversation_id: The conversation.
        account_id: Who writes it.
        words: What it says.

    Returns:
        False when there is no such conversation.
    """
    conversation = await lock_conversation(session, conversation_id)
    if conversation is not None:
        session.add(
            ConversationNote(
                conversation_id=conversation_id,
                account_id=account_id,
                created_at=datetime.now(UTC),
                sealed=vault.seal(words),
            )
        )
    return conversation is not None


async def read_notes(
    session: AsyncSession, conversation_id: str
) -> Sequence[tuple[ConversationNote, Account]]:
    """Read the notes on a conversation.

    Args:
        session: Any transaction.
        conversation_id: The conversation.

    Returns:
        The notes and who wrote them, the oldest first.
    """
    found = await session.execute(
        select(ConversationNote, Account)
        .join(Account, Account.id == ConversationNote.account_id)
        .where(ConversationNote.conversation_id == conversation_id)
        .order_by(ConversationNote.id)
    )
    return [(note, account) for note, account in found.all()]
