"""Queries that take a visitor's request, exactly once, and read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.conversations import lock_conversation
from storage.lead_details import LeadDetails
from storage.lead_limits import LeadLimits
from storage.notices import add_notices
from storage.persons import delete_persons_without_leads, lock_person
from storage.references import new_reference
from storage.saved_lead import SavedLead
from storage.tables import Conversation, Lead
from storage.tables.notice import LEAD
from storage.too_many_leads import TooManyLeads
from storage.unknown_conversation import UnknownConversation
from storage.vault import Vault

WINDOW = timedelta(hours=24)
# Nobody reads the consent and types a name and a number faster than this.
FAST = timedelta(seconds=8)
MANY = 3
ATTEMPTS = 20
_LINK = re.compile(
    r"://|\bwww\.|(?<![@\w.-])[\w-]+\.(?:com|net|org|info|biz|io|co|ru|xyz|top|site|shop|link)\b",
    re.IGNORECASE,
)


async def save_lead(
    session: AsyncSession,
    vault: Vault,
    details: LeadDetails,
    limits: LeadLimits,
    notice_kinds: Sequence[str],
) -> SavedLead:
    """Store a request and its notices; the same run of the form again adds nothing.

    Args:
        session: A writing transaction. It is saved once this has committed, not before.
        vault: Seals the details.
        details: What the visitor confirmed.
        limits: How many requests are taken.
        notice_kinds: How the clinic hears of it: `email`, `webhook`.

    Returns:
        The reference.

    Raises:
        UnknownConversation: There is no such conversation.
        TooManyLeads: A limit is reached; nothing is stored.
    """
    conversation = await lock_conversation(session, details.conversation_id)
    if conversation is None:
        raise UnknownConversation
    known = await _known_reference(session, details)
    if known is not None:
        return SavedLead(known, is_new=False)
    now = datetime.now(UTC)
    person = await lock_person(session, vault, details.contact)
    of_visitor = await _count_of_visitor(session, conversation, now - WINDOW)
    of_contact = await _count_of_contact(session, person.id, now - WINDOW)
    if of_visitor >= limits.per_visitor or of_contact >= limits.per_contact:
        await delete_persons_without_leads(session, [person.id])
        raise TooManyLeads
    reasons = automatic_reasons(details, now, of_visitor)
    reference = await _add(session, _seal(vault, details, person.id, now, reasons))
    conversation.lead_count += 1
    await add_notices(session, notice_kinds, LEAD, details.conversation_id, reference)
    return SavedLead(reference, is_new=True)


async def read_leads(session: AsyncSession, conversation_id: str) -> Sequence[Lead]:
    """Read the requests of a conversation.

    Args:
        session: Any transaction.
        conversation_id: The conversation.

    Returns:
        The requests, oldest first.
    """
    found = await session.scalars(
        select(Lead).where(Lead.conversation_id == conversation_id).order_by(Lead.id)
    )
    return found.all()


def automatic_reasons(details: LeadDetails, now: datetime, earlier: int) -> list[str]:
    """Tell why a request looks as if a program had sent it.

    Args:
        details: What was confirmed.
        now: The moment of saving (UTC).
        earlier: Requests of the same visitor in the last 24 hours.

    Returns:
        Codes: `fast`, `many`, `link`; none if it looks like a person's.
    """
    looks = {
        "fast": now - details.started_at < FAST,
        "many": earlier + 1 >= MANY,
        "link": bool(_LINK.search(f"{details.name}\n{details.subject or ''}")),
    }
    return [reason for reason, applies in looks.items() if applies]


def _seal(
    vault: Vault, details: LeadDetails, person_id: int, now: datetime, reasons: list[str]
) -> Lead:
    """Make the row of a request, without its reference."""
    return Lead(
        conversation_id=details.conversation_id,
        form_run=details.form_run,
        person_id=person_id,
        created_at=now,
        automatic=bool(reasons),
        automatic_reasons=reasons,
        urgent=details.urgent,
        language=details.language,
        channel=details.channel,
        name_sealed=vault.seal(details.name),
        contact_sealed=vault.seal(details.contact),
        contact_raw_sealed=vault.seal(details.contact_raw),
        preferred_time_sealed=vault.seal(details.preferred_time),
        subject_sealed=None if details.subject is None else vault.seal(details.subject),
        consent_text=details.consent_text,
        consent_version=details.consent_version,
        consent_at=details.consent_at,
        consent_words_sealed=vault.seal(details.consent_words),
    )


async def _add(session: AsyncSession, lead: Lead) -> str:
    """Add a request under a reference that is free."""
    for _ in range(ATTEMPTS):
        lead.reference = new_reference()
        try:
            async with session.begin_nested():
                session.add(lead)
        except IntegrityError:
            continue
        return lead.reference
    raise RuntimeError("no reference is free")


async def _known_reference(session: AsyncSession, details: LeadDetails) -> str | None:
    """Look up the request of this run of the form."""
    reference: str | None = await session.scalar(
        select(Lead.reference).where(
            Lead.conversation_id == details.conversation_id, Lead.form_run == details.form_run
        )
    )
    return reference


async def _count_of_visitor(
    session: AsyncSession, conversation: Conversation, since: datetime
) -> int:
    """Count requests from this visitor's address, or of this conversation if it is unknown."""
    count = select(func.count()).select_from(Lead).where(Lead.created_at > since)
    if conversation.visitor_key is None:
        count = count.where(Lead.conversation_id == conversation.id)
    else:
        count = count.join(Conversation).where(Conversation.visitor_key == conversation.visitor_key)
    return await session.scalar(count) or 0


async def _count_of_contact(session: AsyncSession, person_id: int, since: datetime) -> int:
    """Count requests to one phone number or e-mail address."""
    count = select(func.count()).select_from(Lead)
    return (
        await session.scalar(count.where(Lead.person_id == person_id, Lead.created_at > since)) or 0
    )
