"""Full-text search over the masked text of all messages; sealed words are in no index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    TextClause,
    column,
    distinct,
    func,
    select,
    table,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage.review.conditions import conditions
from storage.review.conversation_filter import ConversationFilter
from storage.review.listing import read_rows
from storage.review.search_hit import SearchHit
from storage.review.search_page import SearchPage
from storage.review.search_words import SearchWords
from storage.tables import Conversation, Message

# So many hits are read first, and each time so many times more: a conversation with thousands
# of them may stand before the others, and every reading finds the words anew.
BATCH = 200
GROWTH = 4
# Beyond so many messages, a page says how many conversations there are at least.
MOST_COUNTED = 5000
# The names are the same on both databases, its kind is not: see migration 0005.
_INDEX = table("message_search", column("rowid"), column("words"))


async def search(
    session: AsyncSession,
    words: SearchWords,
    wanted: ConversationFilter,
    before: int | None,
    limit: int,
) -> SearchPage:
    """Find conversations by what was said in them.

    Args:
        session: Any transaction.
        words: What to find, in one message.
        wanted: The filter that conversations have to pass as well.
        before: `message_id` of the last hit of the page before; None: the first page.
        limit: At most so many conversations.

    Returns:
        Each conversation once on all pages, at its newest message that has the words.
    """
    found: dict[str, Row[tuple[int, str]]] = {}
    end, size = before, BATCH
    while len(found) <= limit:
        rows = await _messages(session, words, wanted, end, size)
        fresh = [row for row in reversed(rows) if row.conversation_id not in found]
        newest = {row.conversation_id: row for row in fresh}
        for shown in await _shown_before(session, words, list(newest), before):
            del newest[shown]
        found |= {row.conversation_id: row for row in sorted(newest.values(), reverse=True)}
        if len(rows) < size:
            break
        end, size = rows[-1].id, size * GROWTH
    return await _page(session, list(found.values()), limit)


async def count_hits(
    session: AsyncSession, words: SearchWords, wanted: ConversationFilter
) -> tuple[int, bool]:
    """Count the conversations that a search finds, as far as that is cheap.

    Args:
        session: Any transaction.
        words: What to find.
        wanted: The filter that conversations have to pass as well.

    Returns:
        How many are known, and whether there may be more.
    """
    hits = _hits(session, words, wanted, None, MOST_COUNTED).subquery()
    of_message = Message.conversation_id
    query = select(func.count(), func.count(distinct(of_message)))
    found = await session.execute(query.join(hits, Message.id == hits.c.rowid))
    messages, conversations = found.one()
    return conversations, messages == MOST_COUNTED


async def _page(
    session: AsyncSession, found: Sequence[Row[tuple[int, str]]], limit: int
) -> SearchPage:
    """Read what is shown of the hits."""
    shown = found[:limit]
    rows = await read_rows(session, [row.conversation_id for row in shown])
    messages = await session.scalars(
        select(Message).where(Message.id.in_([row.id for row in shown]))
    )
    by_conversation = {message.conversation_id: message for message in messages}
    hits = [
        SearchHit(row, message.id, message.seq, message.text)
        for row in rows
        if (message := by_conversation.get(row.conversation.id))
    ]
    return SearchPage(hits, has_older=len(found) > limit)


async def _messages(
    session: AsyncSession,
    words: SearchWords,
    wanted: ConversationFilter,
    before: int | None,
    size: int,
) -> Sequence[Row[tuple[int, str]]]:
    """Find messages, newest first, at most `size`."""
    # Only those that are kept are looked up: a common word has very many.
    found = _hits(session, words, wanted, before, size).subquery()
    query = select(Message.id, Message.conversation_id).join(found, Message.id == found.c.rowid)
    return (await session.execute(query.order_by(Message.id.desc()))).all()


def _hits(
    session: AsyncSession,
    words: SearchWords,
    wanted: ConversationFilter,
    before: int | None,
    limit: int,
) -> Select[Any]:
    """Write the query for the newest messages that have the words."""
    # The index is walked from its end: the newest hits are there without sorting.
    hits = (
        select(_INDEX.c.rowid)
        .where(_matches(session, words))
        .order_by(_INDEX.c.rowid.desc())
        .limit(limit)
    )
    narrow = conditions(wanted)
    if narrow:
        hits = hits.join(Message, Message.id == _INDEX.c.rowid).join(Conversation).where(*narrow)
    return hits if before is None else hits.where(_INDEX.c.rowid < before)


async def _shown_before(
    session: AsyncSession, words: SearchWords, ids: list[str], before: int | None
) -> Collection[str]:
    """Tell which conversations have a newer hit, and so are on an earlier page."""
    if before is None:
        return []
    newer = await session.execute(
        select(Message.id, Message.conversation_id).where(
            Message.conversation_id.in_(ids), Message.id >= before
        )
    )
    # Few conversations go on over the end of a page. Asking the index for these messages
    # only spares it the walk over all its hits.
    conversations = {row.id: row.conversation_id for row in newer}
    if not conversations:
        return []
    hits = await session.scalars(
        select(_INDEX.c.rowid).where(
            _INDEX.c.rowid.in_(list(conversations)), _matches(session, words)
        )
    )
    return {conversations[hit] for hit in hits}


def _matches(session: AsyncSession, words: SearchWords) -> ColumnElement[bool] | TextClause:
    """Write the condition that a message has the words."""
    if session.get_bind().dialect.name == "sqlite":
        return text("message_search MATCH :words").bindparams(words=words.fts5)
    return _INDEX.c.words.op("@@")(func.to_tsquery(text("'simple'"), words.tsquery))
