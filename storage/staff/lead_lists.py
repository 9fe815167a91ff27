"""Queries that list leads; nothing sealed is opened here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.staff.lead_filter import LeadFilter
from storage.tables import Account, Lead

Row = tuple[Lead, Account | None]


async def list_leads(
    session: AsyncSession, wanted: LeadFilter, after: tuple[bool, int] | None, limit: int
) -> Sequence[Row]:
    """Read a page of leads.

    Args:
        session: Any transaction.
        wanted: Which leads, in which order.
        after: `urgent` and `id` of the last lead of the page before; None: the first page.
        limit: At most so many.

    Returns:
        Leads and their assignees.
    """
    query = _where(select(Lead, Account).outerjoin(Account, Account.id == Lead.assignee_id), wanted)
    if wanted.order == "newest":
        query = query.order_by(Lead.id.desc())
        if after is not None:
            query = query.where(Lead.id < after[1])
    else:
        query = query.order_by(Lead.urgent.desc(), Lead.id)
        if after is not None:
            urgent, lead_id = after
            later = and_(Lead.urgent.is_(urgent), Lead.id > lead_id)
            query = query.where(or_(later, Lead.urgent.is_(False)) if urgent else later)
    found = await session.execute(query.limit(limit))
    return [(lead, account) for lead, account in found.all()]


async def count_by_state(session: AsyncSession, wanted: LeadFilter) -> dict[str, int]:
    """Count leads of each state.

    Args:
        session: Any transaction.
        wanted: Which leads; its state is passed over.

    Returns:
        The numbers; a state without leads is missing.
    """
    query = _where(
        select(Lead.status, func.count()), LeadFilter(None, wanted.assignee_id, wanted.unassigned)
    )
    found = await session.execute(query.group_by(Lead.status))
    return {row[0]: row[1] for row in found.all()}


async def other_leads(session: AsyncSession, lead: Lead) -> Sequence[Row]:
    """Read the other requests of the same person.

    Args:
        session: Any transaction.
        lead: One of their requests.

    Returns:
        Leads and their assignees, the newest first.
    """
    found = await session.execute(
        select(Lead, Account)
        .outerjoin(Account, Account.id == Lead.assignee_id)
        .where(Lead.person_id == lead.person_id, Lead.id != lead.id)
        .order_by(Lead.id.desc())
    )
    return [(row, account) for row, account in found.all()]


def _where(query: Select[Any], wanted: LeadFilter) -> Select[Any]:
    if wanted.state is not None:
        query = query.where(Lead.status == wanted.state)
    if wanted.assignee_id is not None:
        query = query.where(Lead.assignee_id == wanted.assignee_id)
    if wanted.unassigned:
        query = query.where(Lead.assignee_id.is_(None))
    return query
