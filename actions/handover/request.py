"""A visitor's request to be called, as far as it has come."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Self

PREFIX = "lead_"

CONSENT = "lead_consent"
NAME = "lead_name"
CONTACT = "lead_contact"
EMAIL_CHECK = "lead_email_check"
TIME = "lead_time"
SUBJECT = "lead_subject"
CHANGE = "lead_change"
CONFIRM = "lead_confirmed"


@dataclass(frozen=True)
class Request:
    """What has been given; each field is the slot of its name with `lead_` before it."""

    run: str | None = None
    """Names this run of the form: saved twice, it is one request."""
    started_at: str | None = None
    """When it began, ISO 8601 in UTC."""
    consent: bool | None = None
    consent_words: str | None = None
    """What the visitor said to the question for consent."""
    consent_at: str | None = None
    name: str | None = None
    contact: str | None = None
    """E.164 number or normalised e-mail address."""
    contact_shown: str | None = None
    """As people write it; the summary shows it."""
    contact_raw: str | None = None
    """As it was typed."""
    email_guess: str | None = None
    """What a mistyped address may have meant, until the visitor has said."""
    time: str | None = None
    subject: str | None = None
    misses: float = 0
    """Messages in a row that were not understood."""
    confirmed: bool | None = None
    reference: str | None = None

    @classmethod
    def begin(cls, subject: str | None = None) -> Self:
        """Begin a new request."""
        return cls(run=str(uuid.uuid4()), started_at=now(), subject=subject)

    @classmethod
    def from_slots(cls, slots: dict[str, Any]) -> Self:
        """Read it from a tracker's slots."""
        found: dict[str, Any] = {f.name: slots.get(PREFIX + f.name) for f in fields(cls)}
        found["misses"] = found["misses"] or 0
        return cls(**found)

    def to_slots(self) -> dict[str, Any]:
        """Write it as slots."""
        return {PREFIX + field.name: getattr(self, field.name) for field in fields(self)}

    def again(self) -> Self:
        """Give the same request with all fields but the consent empty."""
        return replace(
            type(self).begin(),
            consent=self.consent,
            consent_words=self.consent_words,
            consent_at=self.consent_at,
        )

    @property
    def missing(self) -> str:
        """The slot to ask for next."""
        if not self.consent:
            return CONSENT
        if not self.name:
            return NAME
        if not self.contact:
            return CONTACT
        if self.email_guess:
            return EMAIL_CHECK
        return CONFIRM if self.time else TIME


def now() -> str:
    """Give this moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat()
