"""Finds all conversations of the person that staff mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat
from sqlalchemy.ext.asyncio import AsyncSession

from storage.conversations import find_conversation
from storage.persons import conversations_of_contact, conversations_of_reference

if TYPE_CHECKING:
    from web.door import Door

_REFERENCE = re.compile(r"[A-Z]{2}-?\d{4}")


async def conversations_of(door: Door, session: AsyncSession, whom: str) -> Sequence[str]:
    """Find the conversations of a person.

    Args:
        door: The running app.
        session: Any transaction.
        whom: A reference, a phone number or an e-mail address in any spelling, or the id of a
            conversation.

    Returns:
        Their ids; none: nobody is known by this.
    """
    whom = whom.strip()
    reference = whom.upper().replace(" ", "")
    if _REFERENCE.fullmatch(reference):
        spelled = f"{reference[:2]}-{reference[-4:]}"
        return await conversations_of_reference(session, spelled)
    contact = _contact(whom, door.settings.phone_region)
    if contact is not None:
        return await conversations_of_contact(session, door.vault, contact)
    found = await find_conversation(session, whom)
    return [] if found is None else [found.id]


def _contact(text: str, region: str) -> str | None:
    """Spell a contact as it is kept: E.164 or a normalised address."""
    if "@" in text:
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError:
            return None
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    if re.search(r"[a-z_]", text, re.IGNORECASE) or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
