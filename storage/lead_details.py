"""What a visitor left for the clinic, before it is stored."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LeadDetails:
    """One confirmed request to be called or written to, in the clear."""

    conversation_id: str
    form_run: str
    """UUID of this run of the form: the same run is the same request."""
    name: str
    channel: str
    """`phone` or `email`."""
    contact: str
    """E.164 number or normalised e-mail address."""
    contact_raw: str
    """The same as it was typed."""
    preferred_time: str
    subject: str | None
    consent_text: str
    """The exact wording that was shown."""
    consent_version: str
    consent_at: datetime
    consent_words: str
    """What the visitor answered to it."""
    started_at: datetime
    """When this run of the form began."""
    urgent: bool
    language: str
