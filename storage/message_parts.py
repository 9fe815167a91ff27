"""Reads what belongs to messages: topics, buttons and verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from storage.tables import Button, Feedback, Message, MessageTopic

Part = TypeVar("Part", MessageTopic, Button, Feedback)
_PLACE = attrgetter("position")


async def load_parts(session: AsyncSession, messages: Sequence[Message]) -> None:
    """Fill `topics`, `buttons` and `feedback` of messages that follow each other.

    `selectinload` would name each message to the database, 500 at a time: with a thousand
    turns that takes longer than the messages themselves.

    Args:
        session: The transaction that read them.
        messages: All of one conversation between two places, in the order of their `seq`.
    """
    if not messages:
        return
    these = (
        Message.conversation_id == messages[0].conversation_id,
        Message.seq.between(messages[0].seq, messages[-1].seq),
    )
    topics = await _by_message(session, MessageTopic, these)
    buttons = await _by_message(session, Button, these)
    verdicts = await _by_message(session, Feedback, these)
    for message in messages:
        set_committed_value(message, "topics", sorted(topics[message.id], key=_PLACE))
        set_committed_value(message, "buttons", sorted(buttons[message.id], key=_PLACE))
        set_committed_value(message, "feedback", next(iter(verdicts[message.id]), None))


async def _by_message(
    session: AsyncSession, table: type[Part], these: Sequence[ColumnElement[bool]]
) -> dict[int, list[Part]]:
    """Read the rows of a table that belong to messages, by the id of the message."""
    query = select(table).join(Message, Message.id == table.message_id).where(*these)
    found: dict[int, list[Part]] = defaultdict(list)
    for part in await session.scalars(query):
        found[part.message_id].append(part)
    return found
