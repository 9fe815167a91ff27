"""Leads: visitors' requests to be called or written to, their details sealed."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

PHONE = "phone"
EMAIL = "email"
NEW = "new"
CALLED = "called"
NO_ANSWER = "no_answer"
BOOKED = "booked"
CLOSED = "closed"
STATES = (NEW, CALLED, NO_ANSWER, BOOKED, CLOSED)


class Lead(Base):
    """One confirmed request; whoever reads the database without the key learns no details."""

    __tablename__ = "lead"
    __table_args__ = (
        # One run of the form is one request, however often it is sent.
        UniqueConstraint("conversation_id", "form_run"),
        Index(None, "status", "created_at"),
        CheckConstraint(f"channel IN ('{PHONE}', '{EMAIL}')", name="channel"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    form_run: Mapped[str] = mapped_column(String(36))
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(20), default=NEW)
    """One of `STATES`."""
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Who takes care of it, and is shown the contact."""
    call_from: Mapped[datetime | None]
    """Start of the time that was agreed for a call."""
    call_until: Mapped[datetime | None]
    contacted_at: Mapped[datetime | None]
    """When staff first tried to reach the visitor."""
    automatic: Mapped[bool] = mapped_column(default=False)
    """It looks as if a program had sent it."""
    automatic_reasons: Mapped[list[str]] = mapped_column(
        JSON().with_variant(JSONB(), "postgresql"), default=list
    )
    urgent: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(Text)

    # Details
    channel: Mapped[str] = mapped_column(String(5))
    name_sealed: Mapped[str] = mapped_column(Text)
    contact_sealed: Mapped[str] = mapped_column(Text)
    """E.164 number or normalised e-mail address."""
    contact_raw_sealed: Mapped[str] = mapped_column(Text)
    """The same as it was typed."""
    preferred_time_sealed: Mapped[str] = mapped_column(Text)
    subject_sealed: Mapped[str | None] = mapped_column(Text)

    # Consent
    consent_text: Mapped[str] = mapped_column(Text)
    """The exact wording that the visitor agreed to."""
    consent_version: Mapped[str] = mapped_column(Text)
    consent_at: Mapped[datetime]
    consent_words_sealed: Mapped[str] = mapped_column(Text)
    """What the visitor answered to it."""
