"""What a lead's assignee is shown, in the clear."""

from __future__ import annotations

from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from storage.tables import Lead
from storage.tables.lead import PHONE
from storage.vault import Vault


@dataclass(frozen=True)
class LeadContact:
    """The opened details of a lead."""

    name: str
    value: str
    """E.164 number or e-mail address."""
    shown: str
    """The same as people write it."""
    raw: str
    preferred_time: str
    subject: str | None
    consent_words: str

    @classmethod
    def of(cls, lead: Lead, vault: Vault) -> LeadContact:
        """Open the details of a lead; the caller has checked who asks, and audits it."""
        value = vault.open(lead.contact_sealed)
        return cls(
            name=vault.open(lead.name_sealed),
            value=value,
            shown=_international(value) if lead.channel == PHONE else value,
            raw=vault.open(lead.contact_raw_sealed),
            preferred_time=vault.open(lead.preferred_time_sealed),
            subject=None if lead.subject_sealed is None else vault.open(lead.subject_sealed),
            consent_words=vault.open(lead.consent_words_sealed),
        )


def _international(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return number
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
