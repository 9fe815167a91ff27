"""Queries for the names that filters offer: topics and tags that are in use."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import ConversationTag, ConversationTopic


async def topic_names(session: AsyncSession) -> Sequence[str]:
    """List the topics that conversations are about, in alphabetical order.

    Args:
        session: Any transaction.
    """
    return await _names(session, ConversationTopic)


async def tag_names(session: AsyncSession) -> Sequence[str]:
    """List the tags that conversations have, in alphabetical order.

    Args:
        session: Any transaction.
    """
    return await _names(session, ConversationTag)


async def _names(
    session: AsyncSession, table: type[ConversationTopic] | type[ConversationTag]
) -> Sequence[str]:
    """Jump from name to name along the index: `DISTINCT` would read every row of it."""
    first = select(func.min(table.name).label("name")).cte("names", recursive=True)
    following = select(func.min(table.name)).where(table.name > first.c.name).scalar_subquery()
    names = first.union_all(select(following).where(first.c.name.is_not(None)))
    found = await session.scalars(select(names.c.name).where(names.c.name.is_not(None)))
    return found.all()
