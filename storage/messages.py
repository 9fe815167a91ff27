"""Queries that receive a visitor's message exactly once, and read what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from storage.conversations import lock_row
from storage.exchange import Exchange
from storage.message_parts import load_parts
from storage.statements import run, table_of
from storage.tables import Button, Conversation, Message
from storage.tables.conversation import OPEN, REVIEWED
from storage.tables.message import VISITOR
from storage.vault import Vault

# As in `storage.replies`: statements on the tables themselves, made once.
_ADD_MESSAGE = insert(table_of(Message))
_COUNT_MESSAGE = (
    update(table_of(Conversation))
    .where(Conversation.id == bindparam("here"))
    .values(
        last_at=bindparam("now"),
        message_count=bindparam("seq"),
        unanswered_count=Conversation.unanswered_count + 1,
        review_state=case(
            (Conversation.review_state == REVIEWED, OPEN), else_=Conversation.review_state
        ),
    )
)
_FIND = select(Message.id, Message.seq, Message.text, Message.sealed, Message.answered_at).where(
    Message.conversation_id == bindparam("conversation_id"),
    Message.client_id == bindparam("client_id"),
)


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
    conversation = await lock_row(session, conversation_id)
    if conversation is None:
        return None
    if await find_row(session, conversation_id, client_id) is not None:
        return await find_exchange(session, conversation_id, client_id)
    now, seq = datetime.now(UTC), conversation.message_count + 1
    values = {
        "conversation_id": conversation_id,
        "seq": seq,
        "sender": VISITOR,
        "text": "",
        "sealed": vault.seal(text),
        "client_id": client_id,
        "button_title": button_title,
        "created_at": now,
        "unanswered": True,
    }
    added = await run(session, _ADD_MESSAGE, values)
    (message_id,) = added.inserted_primary_key or (None,)
    await run(session, _COUNT_MESSAGE, {"here": conversation_id, "now": now, "seq": seq})
    return Exchange(Message(id=message_id, **values, topics=[]), [])


async def find_row(session: AsyncSession, conversation_id: str, client_id: str) -> Row[Any] | None:
    """Look up the little of a visitor's message that is needed to answer it.

    Args:
        session: Any transaction.
        conversation_id: The conversation.
        client_id: The browser's UUID of the message.

    Returns:
        `id`, `seq`, `text`, `sealed` and `answered_at`, or None: no such message.
    """
    this = {"conversation_id": conversation_id, "client_id": client_id}
    return (await run(session, _FIND, this)).one_or_none()


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
