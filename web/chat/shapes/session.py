"""The answer to a new conversation."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel

from settings import Settings
from web.chat.shapes.reply import ReplyShape


class ClinicShape(BaseModel):
    """What visitors may know of the clinic."""

    name: str
    phone: str
    email: str | None
    emergency_number: str
    crisis_line: str
    retention_days: int
    hours: str | None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Take it from the settings."""
        return cls(
            name=settings.clinic_name,
            phone=settings.clinic_phone,
            email=settings.clinic_email,
            emergency_number=settings.clinic_emergency_number,
            crisis_line=settings.clinic_crisis_line,
            retention_days=settings.retention_days,
            hours=settings.clinic_hours,
        )


class SessionShape(BaseModel):
    """A new conversation: its token, its greeting and the clinic."""

    token: str
    conversation_id: str
    replies: list[ReplyShape]
    clinic: ClinicShape
