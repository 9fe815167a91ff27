"""What the assistant says, added to a conversation."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.reply import Reply
from storage.statements import run, table_of
from storage.tables import Button, Conversation, Message
from storage.tables.message import ASSISTANT
from storage.vault import Vault

# Statements on the tables themselves: for each message the ORM's unit of work costs more
# processor time than the database does.
_ADD_REPLY = insert(table_of(Message))
_ADD_BUTTONS = insert(table_of(Button))


async def add_replies(
    session: AsyncSession,
    conversation_id: str,
    first_seq: int,
    reply_to: int | None,
    replies: Sequence[Reply],
    now: datetime,
    vault: Vault | None = None,
) -> list[Message]:
    """Add replies to a conversation whose row is locked; its counts are the caller's work.

    Args:
        session: A writing transaction.
        conversation_id: The conversation.
        first_seq: `seq` of the first reply; the next one has the next.
        reply_to: `seq` of the message that they answer; None for the greeting.
        replies: What the assistant says.
        now: The moment of the answer (UTC).
        vault: Seals the words of replies that have a masked form; a greeting has none.

    Returns:
        The new messages, in order, to be read; the session does not know them.

    Raises:
        ValueError: A reply has a masked form and there is no vault.
    """
    messages = []
    for seq, reply in enumerate(replies, first_seq):
        values = {
            "conversation_id": conversation_id,
            "seq": seq,
            "sender": ASSISTANT,
            "text": reply.text if reply.masked is None else reply.masked,
            "sealed": _seal(reply, vault),
            "created_at": now,
            "reply_to": reply_to,
            "topic": reply.topic,
            "source": reply.source,
            "reviewed_by": reply.reviewed_by,
            "reviewed_on": reply.reviewed_on,
            "version": reply.version,
            "model": reply.model,
            "honest_line": reply.honest_line,
        }
        added = await run(session, _ADD_REPLY, values)
        (message_id,) = added.inserted_primary_key or (None,)
        buttons = [
            {
                "id": secrets.token_urlsafe(12),
                "message_id": message_id,
                "position": position,
                "title": title,
                "payload": payload,
            }
            for position, (title, payload) in enumerate(reply.buttons)
        ]
        if buttons:
            await run(session, _ADD_BUTTONS, buttons)
        shown = [Button(**button) for button in buttons]
        messages.append(Message(id=message_id, **values, buttons=shown))
    return messages


def next_seq(conversation: Conversation) -> int:
    """Take the next number in a conversation whose row is locked."""
    conversation.message_count += 1
    return conversation.message_count


def _seal(reply: Reply, vault: Vault | None) -> str | None:
    """Seal the words of a reply that must not be read as they are."""
    if reply.masked is None:
        return None
    if vault is None:
        raise ValueError("a masked reply wants a vault")
    return vault.seal(reply.text)
