"""The curated lines of takeovers, with the clinic's facts in them."""

from __future__ import annotations

from content.takeover_lines import takeover_line
from settings import Settings


def line(settings: Settings, which: str, name: str = "") -> str:
    """Give a line to say.

    Args:
        settings: The clinic's facts.
        which: Its name in `content/takeover_lines.yml`.
        name: The colleague's name, where it names one.
    """
    return takeover_line(
        which,
        name=name,
        clinic_name=settings.clinic_name,
        clinic_phone=settings.clinic_phone,
        clinic_contact=settings.clinic_contact,
        emergency_number=settings.clinic_emergency_number,
    )
