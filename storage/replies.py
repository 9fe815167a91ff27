"""What the assistant says, added to a conversation."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.reply import Reply
from storage.tables import Button, Conversation, Message
from storage.tables.message import ASSISTANT
from storage.vault import Vault


def add_replies(
    session: AsyncSession,
    conversation: Conversation,
    reply_to: int | None,
    replies: Sequence[Reply],
    now: datetime,
    vault: Vault | None = None,
) -> list[Message]:
    """Add replies to a conversation whose row is locked.

    Args:
        session: A writing transaction.
        conversation: The conversation; its counts are brought up to date.
        reply_to: `seq` of the message that they answer; None for the greeting.
        replies: What the assistant says.
        now: The moment of the answer (UTC).
        vault: Seals the words of replies that have a masked form; a greeting has none.

    Returns:
        The new messages, in order.

    Raises:
        ValueError: A reply has a masked form and there is no vault.
    """
    messages = [
        Message(
            conversation_id=conversation.id,
            seq=next_seq(conversation),
            sender=ASSISTANT,
            text=reply.text if reply.masked is None else reply.masked,
            sealed=_seal(reply, vault),
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
