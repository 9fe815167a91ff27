"""Queries that store the answer to a visitor's message, exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.answer import Answer
from storage.conversations import lock_row
from storage.exchange import Exchange
from storage.messages import find_exchange, find_row, open_form
from storage.notices import add_notices
from storage.replies import add_replies
from storage.statements import run, table_of
from storage.tables import Conversation, Lead, Message, MessageTopic
from storage.tables.notice import URGENT
from storage.vault import Vault

# As in `storage.replies`: statements on the tables themselves, made once.
_ANSWER = update(table_of(Message)).where(Message.id == bindparam("this"))
_COUNT_ANSWER = (
    update(table_of(Conversation))
    .where(Conversation.id == bindparam("here"))
    .values(
        last_at=bindparam("now"),
        message_count=bindparam("count"),
        urgent_count=Conversation.urgent_count + bindparam("urgent"),
        unanswered_count=Conversation.unanswered_count - bindparam("answered"),
        lowest_confidence=bindparam("lowest"),
    )
)
_ADD_TOPICS = insert(table_of(MessageTopic))
# Both databases know these words; SQLAlchemy has no common ones for them.
_ADD_CONVERSATION_TOPICS = text(
    "INSERT INTO conversation_topic (conversation_id, name) "
    "VALUES (:conversation_id, :name) ON CONFLICT DO NOTHING"
)


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
    conversation = await lock_row(session, conversation_id)
    found = await find_row(session, conversation_id, client_id)
    if conversation is None or found is None:
        return None
    if found.answered_at is not None:
        return await find_exchange(session, conversation_id, client_id)
    now = datetime.now(UTC)
    values = _understanding(answer) | {"answered_at": now}
    if answer.is_honest_line:
        # Nothing is known of the message: it stays sealed, and the form stays what it was.
        values |= {"text": found.text, "sealed": found.sealed}
        values |= {"form": await open_form(session, conversation_id)}
    else:
        values |= _words(found.text, found.sealed, vault, answer.masked_text)
        values |= {"form": answer.form}
    await run(session, _ANSWER, {"this": found.id} | values)
    await run(
        session,
        _COUNT_ANSWER,
        {
            "here": conversation_id,
            "now": now,
            "count": conversation.message_count + len(answer.replies),
            "urgent": int(answer.urgent),
            "answered": int(not answer.unanswered),
            "lowest": _lowest(conversation.lowest_confidence, answer),
        },
    )
    topics = _topics(found.id, answer)
    if topics:
        await run(session, _ADD_TOPICS, topics)
        names = sorted({topic["name"] for topic in topics})
        here = [{"conversation_id": conversation_id, "name": name} for name in names]
        await run(session, _ADD_CONVERSATION_TOPICS, here)
    next_seq = conversation.message_count + 1
    replies = await add_replies(
        session, conversation_id, next_seq, found.seq, answer.replies, now, vault
    )
    if answer.urgent:
        await add_notices(session, notice_kinds, URGENT, conversation_id)
    if answer.forget_details:
        await _forget_details(session, conversation_id)
        # What was just dropped must not be said from here either.
        return await find_exchange(session, conversation_id, client_id)
    shown = [MessageTopic(**topic) for topic in topics]
    return Exchange(Message(id=found.id, seq=found.seq, **values, topics=shown), replies)


def _words(
    text: str, sealed: str | None, vault: Vault, masked_text: str | None
) -> dict[str, str | None]:
    """Show the message to those who read the database, as far as they may."""
    if masked_text is not None:
        return {"text": masked_text, "sealed": sealed}
    return {"text": text if sealed is None else vault.open(sealed), "sealed": None}


def _topics(message_id: int, answer: Answer) -> list[dict[str, Any]]:
    """Give the rows of what the parts of a message are about."""
    return [
        {
            "message_id": message_id,
            "position": position,
            "name": name,
            "confidence": confidence,
            "text": text if _may_be_read(text, answer) else "",
        }
        for position, (name, confidence, text) in enumerate(answer.topics)
    ]


def _understanding(answer: Answer) -> dict[str, Any]:
    """Give what is written down at a message of how it was understood."""
    return {
        "intent": answer.intent,
        "confidence": answer.confidence,
        "ranking": [{"name": name, "confidence": share} for name, share in answer.ranking],
        "language": answer.language,
        "urgent": answer.urgent,
        "unanswered": answer.unanswered,
        "engine_ms": answer.engine_ms,
    }


def _lowest(so_far: float | None, answer: Answer) -> float | None:
    """Keep what the console filters by in step with the messages."""
    # Inside a form, low confidence means a name or a number, not a question.
    if answer.confidence is None or answer.form is not None:
        return so_far
    return answer.confidence if so_far is None else min(so_far, answer.confidence)


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
