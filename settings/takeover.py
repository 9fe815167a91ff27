"""When visitors can be put through to a person, and for how long."""

from __future__ import annotations

from pydantic import BaseModel, Field, field_validator

from settings.office_hours import OfficeHours


class TakeoverSettings(BaseModel):
    """The settings of conversations that colleagues take over."""

    office_hours: str = Field(
        default="",
        description="When visitors who ask for a person are put through to the console, in the "
        "clinic's time zone: `Mon-Fri 09:00-17:00; Sat 10:00-14:00`. Empty: never, a call back is "
        "offered instead.",
    )
    person_present_minutes: int = Field(
        default=10,
        ge=1,
        le=60,
        description="A colleague counts as present for so many minutes after using the console.",
    )
    person_wait_minutes: int = Field(
        default=3,
        ge=1,
        le=60,
        description="Minutes that a visitor waits for a person; then a call back is offered.",
    )
    takeover_idle_minutes: int = Field(
        default=10,
        ge=1,
        le=240,
        description="Minutes that one side waits for the other before the assistant takes the "
        "conversation back.",
    )

    @field_validator("office_hours")
    @classmethod
    def _check_office_hours(cls, value: str) -> str:
        try:
            OfficeHours.of(value)
        except ValueError:
            raise ValueError("wants hours like Mon-Fri 09:00-17:00; Sat 10:00-14:00") from None
        return value
