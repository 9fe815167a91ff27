"""Queries about people, who are known by their phone number or e-mail address."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, delete, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Lead, Person
from storage.vault import Vault

# More than once is already unlikely: someone else must add and erase the same person meanwhile.
ATTEMPTS = 5


def contact_key(contact: str) -> str:
    """Return what is the same in all spellings of a contact.

    Args:
        contact: E.164 number or normalised e-mail address.

    Returns:
        What the person's fingerprint is made of.
    """
    return contact.casefold()


async def lock_person(session: AsyncSession, vault: Vault, contact: str) -> Person:
    """Find or add the person of a contact; on PostgreSQL the row stays locked.

    Args:
        session: A writing transaction in which the conversation is locked already.
        vault: Makes the fingerprint.
        contact: E.164 number or normalised e-mail address.

    Returns:
        The person.
    """
    for _ in range(ATTEMPTS):
        person = await session.scalar(_person_of(vault, contact).with_for_update())
        if person is not None:
            return person
        person = Person(fingerprint=vault.fingerprint(contact_key(contact)))
        try:
            async with session.begin_nested():
                session.add(person)
        except IntegrityError:
            # Another request of the same person was quicker.
            continue
        return person
    raise RuntimeError("this person comes and goes")


async def conversations_of_contact(
    session: AsyncSession, vault: Vault, contact: str
) -> Sequence[str]:
    """Find all conversations in which a person left a request.

    Args:
        session: Any transaction.
        vault: Makes the fingerprint.
        contact: E.164 number or normalised e-mail address.

    Returns:
        Their ids, in the order of the requests.
    """
    prints = vault.fingerprints(contact_key(contact))
    return await _conversations(session, select(Person.id).where(Person.fingerprint.in_(prints)))


async def conversations_of_reference(session: AsyncSession, reference: str) -> Sequence[str]:
    """Find all conversations of the person who left a request.

    Args:
        session: Any transaction.
        reference: Reference of the request, such as `KX-4821`.

    Returns:
        Their ids, in the order of the requests.
    """
    return await _conversations(session, select(Lead.person_id).where(Lead.reference == reference))


async def lock_persons_of_conversation(
    session: AsyncSession, conversation_id: str
) -> Sequence[int]:
    """Find the people of a conversation; on PostgreSQL their rows stay locked.

    Args:
        session: A writing transaction in which the conversation is locked already.
        conversation_id: The conversation.

    Returns:
        Their ids.
    """
    here = select(Lead.person_id).where(Lead.conversation_id == conversation_id)
    found = await session.scalars(
        select(Person.id).where(Person.id.in_(here)).order_by(Person.id).with_for_update()
    )
    return found.all()


async def delete_persons_without_leads(session: AsyncSession, person_ids: Sequence[int]) -> None:
    """Delete those of some locked people who have no request any more.

    Args:
        session: A writing transaction.
        person_ids: The people.
    """
    has_lead = exists().where(Lead.person_id == Person.id)
    await session.execute(delete(Person).where(Person.id.in_(person_ids), ~has_lead))


def _person_of(vault: Vault, contact: str) -> Select[tuple[Person]]:
    """Select a person, also by a fingerprint that a rotation has not reached."""
    prints = vault.fingerprints(contact_key(contact))
    return select(Person).where(Person.fingerprint.in_(prints)).order_by(Person.id).limit(1)


async def _conversations(session: AsyncSession, person_ids: Select[tuple[int]]) -> Sequence[str]:
    """Find the conversations of some people, each once."""
    found = await session.scalars(
        select(Lead.conversation_id)
        .where(Lead.person_id.in_(person_ids))
        .group_by(Lead.conversation_id)
        .order_by(func.min(Lead.created_at))
    )
    return found.all()
