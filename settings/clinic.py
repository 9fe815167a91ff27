"""The clinic's facts: settings, never code."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, field_validator

FICTIONAL_PHONE = "+1 202 555 0142"


class ClinicSettings(BaseModel):
    """What visitors are told of the clinic."""

    clinic_name: str = Field(
        default="L&P Aesthetics", min_length=1, description="Name of the clinic."
    )
    clinic_doctors: str = Field(
        default="Dr. Parikh and Dr. Liebermann",
        min_length=1,
        description="Its doctors, as one phrase.",
    )
    clinic_phone: str = Field(
        default=FICTIONAL_PHONE,
        min_length=3,
        description="Phone that visitors are given. Production refuses this fictional one.",
    )
    clinic_email: str | None = Field(
        default=None, description="E-mail address that visitors are given."
    )
    clinic_address: str | None = Field(
        default=None, description="Street address that visitors are given."
    )
    clinic_hours: str | None = Field(default=None, description="Opening hours, as one sentence.")
    clinic_time_zone: str = Field(
        default="America/New_York", description="IANA name of its time zone."
    )
    clinic_emergency_number: str = Field(
        default="911", min_length=1, description="Number for medical emergencies."
    )
    clinic_crisis_line: str = Field(
        default="call or text 988", min_length=1, description="How to reach the crisis line."
    )

    @field_validator("clinic_time_zone")
    @classmethod
    def _check_time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("wants an IANA time zone like America/New_York") from None
        return value
