"""Queries on takeovers: a person is asked for, joins, speaks, and hands back."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.already_joined_error import AlreadyJoinedError
from storage.conversations import lock_conversation
from storage.not_joined_error import NotJoinedError
from storage.replies import next_seq
from storage.tables import Account, Conversation, Message, Takeover
from storage.tables.message import ASSISTANT, BACK, JOINED
from storage.vault import Vault


async def open_takeover(session: AsyncSession, conversation_id: str) -> Takeover | None:
    """Find the takeover of a conversation that is not over.

    Args:
        session: Any transaction.
        conversation_id: The conversation.

    Returns:
        It, asked for or joined, or None.
    """
    found: Takeover | None = await session.scalar(
        select(Takeover).where(
            Takeover.conversation_id == conversation_id, Takeover.ended_at.is_(None)
        )
    )
    return found


async def ask_for_person(session: AsyncSession, conversation_id: str) -> None:
    """Note that the visitor asked for a person; asked twice is asked once.

    Args:
        session: A writing transaction that has locked the conversation.
        conversation_id: The conversation.
    """
    if await open_takeover(session, conversation_id) is None:
        session.add(Takeover(conversation_id=conversation_id, asked_at=datetime.now(UTC)))


async def join(
    session: AsyncSession, conversation_id: str, account: Account, words: str
) -> Takeover | None:
    """Let a colleague join; the assistant is silent from now on.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.
        account: Who joins; twice is once.
        words: The line that tells it.

    Returns:
        The takeover, or None: no such conversation.

    Raises:
        AlreadyJoinedError: Somebody else is there.
    """
    conversation = await lock_conversation(session, conversation_id)
    if conversation is None:
        return None
    takeover = await open_takeover(session, conversation_id)
    if takeover is not None and takeover.is_joined:
        if takeover.account_id != account.id:
            raise AlreadyJoinedError(takeover.name or "")
        return takeover
    if takeover is None:
        takeover = Takeover(conversation_id=conversation_id)
        session.add(takeover)
    line = _line(conversation, words, said_by=account.name, event=JOINED)
    session.add(line)
    takeover.joined_at, takeover.first_seq = line.created_at, line.seq
    takeover.account_id, takeover.name = account.id, account.name
    return takeover


async def say(
    session: AsyncSession,
    vault: Vault,
    conversation_id: str,
    account_id: int,
    key: str,
    words: tuple[str, str],
) -> Message | None:
    """Store what a colleague says to the visitor; the same key again is the same message.

    Args:
        session: A writing transaction.
        vault: Seals the words.
        conversation_id: The conversation.
        account_id: Who says it.
        key: The browser's UUID of the message.
        words: What is said, and what of it may be read by all (empty: nothing yet).

    Returns:
        The message, or None: no such conversation.

    Raises:
        NotJoinedError: This colleague is not there.
    """
    conversation = await lock_conversation(session, conversation_id)
    if conversation is None:
        return None
    known: Message | None = await session.scalar(
        select(Message).where(Message.conversation_id == conversation_id, Message.staff_key == key)
    )
    if known is not None:
        return known
    takeover = await open_takeover(session, conversation_id)
    if takeover is None or not takeover.is_joined or takeover.account_id != account_id:
        raise NotJoinedError
    text, readable = words
    message = _line(conversation, readable, said_by=takeover.name)
    message.staff_key = key
    message.sealed = None if readable == text else vault.seal(text)
    session.add(message)
    return message


async def hand_back(
    session: AsyncSession,
    conversation_id: str,
    outcome: str,
    words: str,
    account_id: int | None = None,
) -> bool:
    """End a takeover that was joined; the assistant answers again.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.
        outcome: `back` or `idle`.
        words: The line that tells it.
        account_id: Only if this colleague is the one who joined; None: whoever it is.

    Returns:
        False: there is no such conversation, or nobody is in it; then nothing changes.

    Raises:
        NotJoinedError: Somebody else is there.
    """
    conversation = await lock_conversation(session, conversation_id)
    takeover = await open_takeover(session, conversation_id)
    if conversation is None or takeover is None or not takeover.is_joined:
        return False
    if account_id is not None and takeover.account_id != account_id:
        raise NotJoinedError
    line = _line(conversation, words, event=BACK)
    session.add(line)
    takeover.ended_at, takeover.outcome = line.created_at, outcome
    return True


def _line(
    conversation: Conversation, text: str, said_by: str | None = None, event: str | None = None
) -> Message:
    """Make a message of the clinic's side in a conversation whose row is locked."""
    now = datetime.now(UTC)
    conversation.last_at = now
    return Message(
        conversation_id=conversation.id,
        seq=next_seq(conversation),
        sender=ASSISTANT,
        text=text,
        created_at=now,
        said_by=said_by,
        event=event,
        topics=[],
        buttons=[],
        feedback=None,
    )
