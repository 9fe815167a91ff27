"""Queries that move everything sealed to the first key of a vault, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.persons import contact_key
from storage.rotation_step import RotationStep
from storage.tables import (
    Conversation,
    ConversationNote,
    Feedback,
    Lead,
    LeadEvent,
    Message,
    Person,
)
from storage.vault import Vault

Sealed: TypeAlias = Message | Feedback | ConversationNote | Lead | LeadEvent


async def count_conversations(session: AsyncSession) -> int:
    """Count all conversations, to tell how far a rotation is.

    Args:
        session: Any transaction.
    """
    return await session.scalar(select(func.count()).select_from(Conversation)) or 0


async def rotate_batch(session: AsyncSession, vault: Vault, after: str, limit: int) -> RotationStep:
    """Bring some conversations to the first key; those that are there stay as they are.

    Each batch is a whole: a rotation may be stopped between two and begun again.

    Args:
        session: A writing transaction.
        vault: Its first key seals, the others only open.
        after: Only conversations whose id is larger; empty: from the start.
        limit: At most so many.

    Returns:
        How far it came.

    Raises:
        UnknownKeyError: Something is sealed with a key that the vault lacks.
    """
    found = await session.scalars(
        select(Conversation.id)
        .where(Conversation.id > after)
        .order_by(Conversation.id)
        .limit(limit)
        .with_for_update()
    )
    ids = found.all()
    # In the order in which others lock them too.
    rows: list[Sealed] = [*await _messages(session, ids), *await _verdicts(session, ids)]
    rows += await _notes(session, ids)
    leads = await _leads(session, ids)
    events = await _lead_events(session, [lead.id for lead in leads])
    changed = sum(_reseal(row, vault) for row in [*rows, *leads, *events])
    for lead in leads:
        changed += await _renew_fingerprint(session, vault, lead)
    return RotationStep(ids[-1] if ids else None, len(ids), changed)


async def _messages(session: AsyncSession, ids: Sequence[str]) -> Sequence[Message]:
    found = await session.scalars(
        select(Message)
        .where(Message.conversation_id.in_(ids), Message.sealed.is_not(None))
        .order_by(Message.id)
        .with_for_update()
    )
    return found.all()


async def _verdicts(session: AsyncSession, ids: Sequence[str]) -> Sequence[Feedback]:
    messages = select(Message.id).where(Message.conversation_id.in_(ids))
    found = await session.scalars(
        select(Feedback)
        .where(Feedback.message_id.in_(messages))
        .order_by(Feedback.message_id)
        .with_for_update()
    )
    return found.all()


async def _notes(session: AsyncSession, ids: Sequence[str]) -> Sequence[ConversationNote]:
    found = await session.scalars(
        select(ConversationNote)
        .where(ConversationNote.conversation_id.in_(ids))
        .order_by(ConversationNote.id)
        .with_for_update()
    )
    return found.all()


async def _leads(session: AsyncSession, ids: Sequence[str]) -> Sequence[Lead]:
    found = await session.scalars(
        select(Lead).where(Lead.conversation_id.in_(ids)).order_by(Lead.id).with_for_update()
    )
    return found.all()


async def _lead_events(session: AsyncSession, lead_ids: Sequence[int]) -> Sequence[LeadEvent]:
    found = await session.scalars(
        select(LeadEvent).where(LeadEvent.lead_id.in_(lead_ids), LeadEvent.note_sealed.is_not(None))
    )
    return found.all()


def _reseal(row: Sealed, vault: Vault) -> int:
    """Seal the columns of a row again; gives the number of those that another key had sealed."""
    changed = 0
    for column in row.__table__.columns:
        sealed = getattr(row, column.name) if column.name.endswith("sealed") else None
        if sealed is not None:
            resealed = vault.reseal(sealed)
            changed += int(resealed != sealed)
            setattr(row, column.name, resealed)
    return changed


async def _renew_fingerprint(session: AsyncSession, vault: Vault, lead: Lead) -> int:
    """Know a person by the first key; two who turn out to be one are joined."""
    fingerprint = vault.fingerprint(contact_key(vault.open(lead.contact_sealed)))
    person = await session.get_one(Person, lead.person_id, with_for_update=True)
    if person.fingerprint == fingerprint:
        return 0
    twin = await session.scalar(
        select(Person).where(Person.fingerprint == fingerprint).with_for_update()
    )
    if twin is None:
        person.fingerprint = fingerprint
        return 1
    await session.execute(update(Lead).where(Lead.person_id == person.id).values(person_id=twin.id))
    await session.execute(delete(Person).where(Person.id == person.id))
    return 1
