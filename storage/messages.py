"""Queries that receive a visitor's message and store its answer, each exactly once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from storage.answer import Answer
from storage.exchange import Exchange
from storage.reply import Reply
from storage.tables import Button, Conversation, Message, MessageTopic
from storage.tables.message import ASSISTANT, VISITOR


async def receive_message(
    session: AsyncSession,
    conversation_id: str,
    client_id: str,
    text: str,
    button_title: str | None = None,
) -> Exchange | None:
    """Store a visitor's message, unless this id is already stored: then that one is it.

    A message counts as unanswered until its answer is stored, so that staff see one that a
    crash left behind.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.
        client_id: The browser's UUID of this message.
        text: What goes to the engine.
        button_title: What the visitor pressed, when it was a button.

    Returns:
        The message and the replies that are already there, or None: no such conversation.
    """
    conversation = await _lock_conversation(session, conversation_id)
    if conversation is None:
        return None
    known = await find_exchange(session, conversation_id, client_id)
    if known is not None:
        return known
    now = datetime.now(UTC)
    message = Message(
        conversation_id=conversation_id,
        seq=_next_seq(conversation),
        sender=VISITOR,
        text=text,
        client_id=client_id,
        button_title=button_title,
        created_at=now,
        unanswered=True,
        topics=[],
    )
    session.add(message)
    conversation.last_at = now
    conversation.unanswered_count += 1
    return Exchange(message, [])


async def store_answer(
    session: AsyncSession, conversation_id: str, client_id: str, answer: Answer
) -> Exchange | None:
    """Store the answer to a message; when it has one already, that one stays.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.
        client_id: The browser's UUID of the message.
        answer: Replies and what was understood.

    Returns:
        The message with the replies that count, or None: no such conversation or message.
    """
    conversation = await _lock_conversation(session, conversation_id)
    known = await find_exchange(session, conversation_id, client_id)
    if conversation is None or known is None or known.answered:
        return known
    message, now = known.message, datetime.now(UTC)
    _note_understanding(message, answer)
    message.answered_at = now
    conversation.last_at = now
    conversation.urgent_count += int(answer.urgent)
    conversation.unanswered_count -= int(not answer.unanswered)
    replies = add_replies(session, conversation, message.seq, answer.replies, now)
    return Exchange(message, replies)


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
        .options(
            selectinload(Message.topics),
            selectinload(Message.buttons),
            selectinload(Message.feedback),
        )
    )
    return found.all()


def add_replies(
    session: AsyncSession,
    conversation: Conversation,
    reply_to: int | None,
    replies: Sequence[Reply],
    now: datetime,
) -> list[Message]:
    """Add replies to a conversation whose row is locked.

    Args:
        session: A writing transaction.
        conversation: The conversation; its counts are brought up to date.
        reply_to: `seq` of the message that they answer; None for the greeting.
        replies: What the assistant says.
        now: The moment of the answer (UTC).

    Returns:
        The new messages, in order.
    """
    messages = [
        Message(
            conversation_id=conversation.id,
            seq=_next_seq(conversation),
            sender=ASSISTANT,
            text=reply.text,
            created_at=now,
            reply_to=reply_to,
            topic=reply.topic,
            source=reply.source,
            reviewed_by=reply.reviewed_by,
            reviewed_on=reply.reviewed_on,
            version=reply.version,
            model=reply.model,
            honest_line=reply.honest_line,
            buttons=[
                Button(
                    id=secrets.token_urlsafe(12), position=position, title=title, payload=payload
                )
                for position, (title, payload) in enumerate(reply.buttons)
            ],
        )
        for reply in replies
    ]
    session.add_all(messages)
    return messages


def _note_understanding(message: Message, answer: Answer) -> None:
    """Write down at a message what was understood of it."""
    message.topics = [
        MessageTopic(position=position, name=name, confidence=confidence, text=text)
        for position, (name, confidence, text) in enumerate(answer.topics)
    ]
    message.intent = answer.intent
    message.confidence = answer.confidence
    message.ranking = [{"name": name, "confidence": share} for name, share in answer.ranking]
    message.language = answer.language
    message.urgent = answer.urgent
    message.unanswered = answer.unanswered
    message.engine_ms = answer.engine_ms


async def _lock_conversation(session: AsyncSession, conversation_id: str) -> Conversation | None:
    """Load a conversation; on PostgreSQL its row is locked until the transaction ends."""
    found: Conversation | None = await session.scalar(
        select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    )
    return found


def _next_seq(conversation: Conversation) -> int:
    """Take the next number in a conversation whose row is locked."""
    conversation.message_count += 1
    return conversation.message_count
