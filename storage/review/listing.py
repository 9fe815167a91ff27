"""Queries for the list of conversations: filtered, newest first, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import Tuple

from storage.review.conditions import conditions
from storage.review.conversation_filter import ConversationFilter
from storage.review.conversation_row import ConversationRow
from storage.review.list_page import ListPage
from storage.review.place import Place
from storage.tables import (
    Conversation,
    ConversationTag,
    ConversationTopic,
    Message,
    Takeover,
)
from storage.tables.message import VISITOR
from storage.waiting import WAITING

# The first question stands among the first messages, or there is none worth showing.
OPENING_MESSAGES = 8


async def list_older(
    session: AsyncSession, wanted: ConversationFilter, before: Place | None, limit: int
) -> ListPage:
    """Read a page of conversations, going back in time.

    Args:
        session: Any transaction.
        wanted: The filter.
        before: The place behind which the page begins; None: at the newest.
        limit: At most so many lines.

    Returns:
        The page.
    """
    here = [] if before is None else [_place() < _at(before)]
    ids = await _ids(session, [*conditions(wanted), *here], limit, newest_first=True)
    rows = await read_rows(session, ids[:limit])
    return ListPage(rows, has_newer=before is not None, has_older=len(ids) > limit)


async def list_newer(
    session: AsyncSession, wanted: ConversationFilter, after: Place | None, limit: int
) -> ListPage:
    """Read a page of conversations, coming forward in time.

    Args:
        session: Any transaction.
        wanted: The filter.
        after: The place before which the page ends; None: at the oldest, the last page.
        limit: At most so many lines.

    Returns:
        The page, its newest line first as ever.
    """
    here = [] if after is None else [_place() > _at(after)]
    ids = await _ids(session, [*conditions(wanted), *here], limit, newest_first=False)
    rows = await read_rows(session, ids[:limit][::-1])
    return ListPage(rows, has_newer=len(ids) > limit, has_older=after is not None)


async def list_waiting(session: AsyncSession, wanted: ConversationFilter) -> list[ConversationRow]:
    """Read the conversations whose visitor waits for a person; a page of its own is not needed.

    Args:
        session: Any transaction.
        wanted: The filter, which holds for them as well.

    Returns:
        Their lines, the longest waiting first.
    """
    waiting = await session.scalars(
        select(Conversation.id)
        .join(Takeover, Takeover.conversation_id == Conversation.id)
        .where(*WAITING, *conditions(wanted))
        .order_by(Takeover.asked_at, Takeover.id)
    )
    return await read_rows(session, waiting.all())


async def count_conversations(
    session: AsyncSession, wanted: ConversationFilter, after: Place | None = None
) -> int:
    """Count conversations.

    Args:
        session: Any transaction.
        wanted: The filter.
        after: Only those that are newer than this place.

    Returns:
        How many there are.
    """
    here = [] if after is None else [_place() > _at(after)]
    count = select(func.count()).select_from(Conversation).where(*conditions(wanted), *here)
    return await session.scalar(count) or 0


async def read_rows(session: AsyncSession, ids: Sequence[str]) -> list[ConversationRow]:
    """Read the lines of some conversations.

    Args:
        session: Any transaction.
        ids: The conversations.

    Returns:
        Their lines in the same order; one that was erased meanwhile is left out.
    """
    found = await session.scalars(select(Conversation).where(Conversation.id.in_(ids)))
    known = {conversation.id: conversation for conversation in found}
    questions = await _first_questions(session, ids)
    topics = await _names(session, ConversationTopic, ids)
    tags = await _names(session, ConversationTag, ids)
    asked = select(Takeover.conversation_id, Takeover.asked_at).where(*WAITING)
    waits = {row.conversation_id: row.asked_at for row in await session.execute(asked)}
    return [
        ConversationRow(
            known[id_],
            questions.get(id_),
            topics.get(id_, []),
            tags.get(id_, []),
            waits.get(id_),
        )
        for id_ in ids
        if id_ in known
    ]


def _place() -> Tuple:
    return tuple_(Conversation.last_at, Conversation.id)


def _at(place: Place) -> Tuple:
    return tuple_(literal(place.last_at, Conversation.last_at.type), literal(place.conversation_id))


async def _ids(
    session: AsyncSession, where: list[ColumnElement[bool]], limit: int, *, newest_first: bool
) -> Sequence[str]:
    """Find one conversation more than fit on the page. Only the index is read."""
    columns = (Conversation.last_at, Conversation.id)
    order = [column.desc() for column in columns] if newest_first else columns
    query = select(Conversation.id).where(*where).order_by(*order).limit(limit + 1)
    return (await session.scalars(query)).all()


async def _first_questions(session: AsyncSession, ids: Sequence[str]) -> dict[str, str]:
    """Find what each visitor asked first."""
    found = await session.execute(
        select(Message.conversation_id, Message.text)
        .where(
            Message.conversation_id.in_(ids),
            Message.seq <= OPENING_MESSAGES,
            Message.sender == VISITOR,
            Message.text != "",
        )
        .order_by(Message.seq.desc())
    )
    # The last one written into the dict is the first of its conversation.
    return {row.conversation_id: row.text for row in found}


async def _names(
    session: AsyncSession,
    table: type[ConversationTopic] | type[ConversationTag],
    ids: Sequence[str],
) -> dict[str, list[str]]:
    """Find the topics or tags of each conversation."""
    found = await session.execute(
        select(table.conversation_id, table.name)
        .where(table.conversation_id.in_(ids))
        .order_by(table.name)
    )
    names: dict[str, list[str]] = {}
    for conversation_id, name in found:
        names.setdefault(conversation_id, []).append(name)
    return names
