"""A request for a consultation, as the one who made it may see it: in the clear."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import BaseModel

from storage.tables import Lead
from storage.vault import Vault


class LeadShape(BaseModel):
    """All that is held of a request, with the exact consent."""

    reference: str
    created_at: datetime
    status: str
    channel: str
    name: str
    contact: str
    contact_raw: str
    preferred_time: str
    subject: str | None
    consent_text: str
    consent_version: str
    consent_at: datetime
    consent_words: str
    urgent: bool
    language: str
    automatic: bool
    automatic_reasons: list[str]
    form_run: str

    @classmethod
    def of(cls, lead: Lead, vault: Vault) -> Self:
        """Open a stored request."""
        same = (
            "reference created_at status channel consent_text consent_version consent_at urgent "
            "language automatic automatic_reasons form_run"
        )
        return cls(
            name=vault.open(lead.name_sealed),
            contact=vault.open(lead.contact_sealed),
            contact_raw=vault.open(lead.contact_raw_sealed),
            preferred_time=vault.open(lead.preferred_time_sealed),
            subject=None if lead.subject_sealed is None else vault.open(lead.subject_sealed),
            consent_words=vault.open(lead.consent_words_sealed),
            **{name: getattr(lead, name) for name in same.split()},
        )
