"""Queries that work on a lead: take it, plan a call, say what came of it, add notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Account, Lead, LeadEvent
from storage.tables.lead import BOOKED, CALLED, NO_ANSWER
from storage.tables.lead_event import ASSIGNED, NOTE, PLANNED, RELEASED, STATE
from storage.vault import Vault

# States that tell of a try to reach the visitor.
TRIED = (CALLED, NO_ANSWER, BOOKED)


async def find_lead(session: AsyncSession, reference: str, lock: bool = False) -> Lead | None:
    """Look up a lead.

    Args:
        session: Any transaction; a writing one to lock.
        reference: Its reference.
        lock: Whether the row stays locked on PostgreSQL.
    """
    query = select(Lead).where(Lead.reference == reference)
    found: Lead | None = await session.scalar(query.with_for_update() if lock else query)
    return found


async def lead_history(session: AsyncSession, lead_id: int) -> Sequence[tuple[LeadEvent, Account]]:
    """Read what was done about a lead.

    Args:
        session: Any transaction.
        lead_id: The lead.

    Returns:
        The steps and who took them, the newest first.
    """
    found = await session.execute(
        select(LeadEvent, Account)
        .join(Account, Account.id == LeadEvent.account_id)
        .where(LeadEvent.lead_id == lead_id)
        .order_by(LeadEvent.id.desc())
    )
    return [(event, account) for event, account in found.all()]


def assign(session: AsyncSession, lead: Lead, by: int, assignee_id: int | None) -> None:
    """Give a lead to someone, or to nobody.

    Args:
        session: A writing transaction in which the lead is locked.
        lead: The lead.
        by: Account of who does it.
        assignee_id: Who takes care of it from now on; None: nobody.
    """
    lead.assignee_id = assignee_id
    kind = RELEASED if assignee_id is None else ASSIGNED
    _add(session, lead, by, kind, assignee_id=assignee_id)


def set_state(
    session: AsyncSession, vault: Vault, lead: Lead, by: int, state: str, note: str
) -> None:
    """Say what came of a lead.

    Args:
        session: A writing transaction in which the lead is locked.
        vault: Seals the note.
        lead: The lead.
        by: Account of who says it.
        state: The new state.
        note: More about it; empty: nothing.
    """
    lead.status = state
    if lead.contacted_at is None and state in TRIED:
        lead.contacted_at = datetime.now(UTC)
    # A call that was planned has been made.
    lead.call_from = lead.call_until = None
    note_sealed = vault.seal(note) if note else None
    _add(session, lead, by, STATE, state=state, note_sealed=note_sealed)


def plan_call(
    session: AsyncSession, lead: Lead, by: int, start: datetime | None, end: datetime | None
) -> None:
    """Set the time that was agreed for a call.

    Args:
        session: A writing transaction in which the lead is locked.
        lead: The lead.
        by: Account of who does it.
        start: Its start; None, as is `end`: no time is agreed any more.
        end: Its end.
    """
    lead.call_from, lead.call_until = start, end
    _add(session, lead, by, PLANNED)


def add_note(session: AsyncSession, vault: Vault, lead: Lead, by: int, note: str) -> None:
    """Add a note to a lead.

    Args:
        session: A writing transaction in which the lead is locked.
        vault: Seals the note.
        lead: The lead.
        by: Account of who wrote it.
        note: The note.
    """
    _add(session, lead, by, NOTE, note_sealed=vault.seal(note))


def _add(session: AsyncSession, lead: Lead, by: int, kind: str, **details: Any) -> None:
    session.add(
        LeadEvent(lead_id=lead.id, account_id=by, at=datetime.now(UTC), kind=kind, **details)
    )
