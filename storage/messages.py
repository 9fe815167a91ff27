"""Queries that receive a visitor's message exactly once, and read what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from storage.conversations import lock_conversation
from storage.exchange import Exchange
from storage.message_parts import load_parts
from storage.replies import next_seq
from storage.tables import Button, Message
from storage.tables.conversation import OPEN, REVIEWED
from storage.tables.message import VISITOR
from storage.vault import Vault


async def receive_message(
    session: AsyncSession,
    vault: Vault,
    conversation_id: str,
    client_id: str,
    text: str,
    button_title: str | None = None,
) -> Exchange | None:
    """Store a visitor's message, unless this id is already stored: then that one is it.

    A message counts as unanswered until its answer is stored, so that staff see one that a
    crash left behind. Until the engine has told what of it may be read, all of it is sealed.

    Args:
        session: A writing transaction.
        vault: Seals its words.
        conversation_id: The conversation.
        client_id: The browser's UUID of this message.
        text: What goes to the engine.
        button_title: What the visitor pressed, when it was a button.

    Returns:
        The message and the replies that are already there, or None: no such conversation.
    """
    conversation = await lock_conversation(session, conversation_id)
    if conversation is None:
        return None
    known = await find_exchange(session, conversation_id, client_id)
    if known is not None:
        return known
    now = datetime.now(UTC)
    message = Message(
        conversation_id=conversation_id,
        seq=next_seq(conversation),
        sender=VISITOR,
        text="",
        sealed=vault.seal(text),
        client_id=client_id,
        button_title=button_title,
        created_at=now,
        unanswered=True,
        topics=[],
    )
    session.add(message)
    conversation.last_at = now
    conversation.unanswered_count += 1
    if conversation.review_state == REVIEWED:
        conversation.review_state = OPEN
    return Exchange(message, [])


async def find_exchange(
    session: AsyncSession, conversation_id: str, client_id: str
) -> Exchange | None:
    """Look up a visitor's message and its replies.

    Args:
        session: Any transaction.
        conversation_id: The conversation.
        client_id: The browser's UUID of the message.

    Returns:
        Both, or None when there is no such message.
    """
    message = await session.scalar(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.client_id == client_id)
        .options(selectinload(Message.topics))
    )
    if message is None or message.answered_at is None:
        return None if message is None else Exchange(message, [])
    replies = await session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.reply_to == message.seq)
        .order_by(Message.seq)
        .options(selectinload(Message.buttons))
    )
    return Exchange(message, list(replies))


async def find_button(
    session: AsyncSession, conversation_id: str, button_id: str
) -> tuple[str, str] | None:
    """Resolve a button of a conversation.

    Args:
        session: Any transaction.
        conversation_id: The conversation in which it must have been offered.
        button_id: Its id.

    Returns:
        Title and payload, or None when this conversation has no such button.
    """
    row = await session.execute(
        select(Button.title, Button.payload)
        .join(Message, Button.message_id == Message.id)
        .where(Button.id == button_id, Message.conversation_id == conversation_id)
    )
    found = row.one_or_none()
    return None if found is None else (found.title, found.payload)


async def read_messages(
    session: AsyncSession, conversation_id: str, after: int = 0, limit: int | None = None
) -> Sequence[Message]:
    """Read a conversation in order, with topics, buttons and feedback.

    Args:
        session: Any transaction.
        conversation_id: The conversation.
        after: Only messages with a higher `seq`.
        limit: At most so many; None: all.

    Returns:
        The messages of both sides.
    """
    found = await session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq > after)
        .order_by(Message.seq)
        .limit(limit)
    )
    messages = found.all()
    await load_parts(session, messages)
    return messages


async def open_form(session: AsyncSession, conversation_id: str) -> str | None:
    """Tell which form is open in a conversation.

    Args:
        session: Any transaction.
        conversation_id: The conversation.

    Returns:
        Name of the form after the newest message that has an answer, or None.
    """
    form: str | None = await session.scalar(
        select(Message.form)
        .where(
            Message.conversation_id == conversation_id,
            Message.sender == VISITOR,
            Message.answered_at.is_not(None),
        )
        .order_by(Message.answered_at.desc(), Message.seq.desc())
        .limit(1)
    )
    return form
