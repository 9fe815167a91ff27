"""Queries that store the answer to a visitor's message, exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.answer import Answer
from storage.conversations import lock_conversation
from storage.exchange import Exchange
from storage.messages import find_exchange, open_form
from storage.notices import add_notices
from storage.replies import add_replies
from storage.tables import Conversation, ConversationTopic, Lead, Message, MessageTopic
from storage.tables.notice import URGENT
from storage.vault import Vault
from storage.words import words_of


async def store_answer(
    session: AsyncSession,
    vault: Vault,
    conversation_id: str,
    client_id: str,
    answer: Answer,
    notice_kinds: Sequence[str] = (),
) -> Exchange | None:
    """Store the answer to a message; when it has one already, that one stays.

    Args:
        session: A writing transaction.
        vault: Seals what must not be read.
        conversation_id: The conversation.
        client_id: The browser's UUID of the message.
        answer: Replies and what was understood.
        notice_kinds: How the clinic hears of an urgent message: `email`, `webhook`.

    Returns:
        The message with the replies that count, or None: no such conversation or message.
    """
    conversation = await lock_conversation(session, conversation_id)
    known = await find_exchange(session, conversation_id, client_id)
    if conversation is None or known is None or known.answered:
        return known
    message, now = known.message, datetime.now(UTC)
    if answer.is_honest_line:
        # Nothing is known of the message: it stays sealed, and the form stays what it was.
        message.form = await open_form(session, conversation_id)
    else:
        message.form = answer.form
        _note_words(message, vault, answer.masked_text)
    _note_understanding(message, answer)
    message.answered_at = now
    conversation.last_at = now
    conversation.urgent_count += int(answer.urgent)
    conversation.unanswered_count -= int(not answer.unanswered)
    await _note_facts(session, conversation, answer)
    replies = add_replies(session, conversation, message.seq, answer.replies, now, vault)
    if answer.urgent:
        await add_notices(session, notice_kinds, URGENT, conversation_id)
    if answer.forget_details:
        await _forget_details(session, conversation_id)
    return Exchange(message, replies)


def _note_words(message: Message, vault: Vault, masked_text: str | None) -> None:
    """Show the message to those who read the database, as far as they may."""
    if masked_text is None:
        message.text, message.sealed = words_of(message, vault), None
    else:
        message.text = masked_text


def _note_understanding(message: Message, answer: Answer) -> None:
    """Write down at a message what was understood of it."""
    message.topics = [
        MessageTopic(
            position=position,
            name=name,
            confidence=confidence,
            text=text if _may_be_read(text, answer) else "",
        )
        for position, (name, confidence, text) in enumerate(answer.topics)
    ]
    message.intent = answer.intent
    message.confidence = answer.confidence
    message.ranking = [{"name": name, "confidence": share} for name, share in answer.ranking]
    message.language = answer.language
    message.urgent = answer.urgent
    message.unanswered = answer.unanswered
    message.engine_ms = answer.engine_ms


async def _note_facts(session: AsyncSession, conversation: Conversation, answer: Answer) -> None:
    """Keep what the console filters by in step with the messages."""
    # Inside a form, low confidence means a name or a number, not a question.
    if answer.confidence is not None and answer.form is None:
        lowest = conversation.lowest_confidence
        conversation.lowest_confidence = (
            answer.confidence if lowest is None else min(lowest, answer.confidence)
        )
    for name in {name for name, _, _ in answer.topics}:
        await session.merge(ConversationTopic(conversation_id=conversation.id, name=name))


def _may_be_read(part: str, answer: Answer) -> bool:
    """Tell whether a part of a message is free of what was masked in the whole."""
    return answer.masked_text is None or part in answer.masked_text


async def _forget_details(session: AsyncSession, conversation_id: str) -> None:
    """Drop the sealed words of all messages, but those up to the newest lead.

    A message that still waits for its answer keeps them: the engine has yet to hear of it.
    """
    saved_at = await session.scalar(
        select(func.max(Lead.created_at)).where(Lead.conversation_id == conversation_id)
    )
    here = Message.conversation_id == conversation_id
    newer = select(Message.seq).where(here, Message.answered_at.is_not(None))
    if saved_at is not None:
        newer = newer.where(Message.created_at > saved_at)
    await session.execute(
        update(Message)
        .where(here, or_(Message.seq.in_(newer), Message.reply_to.in_(newer)))
        .values(sealed=None)
    )
