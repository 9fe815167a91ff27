"""The clinic's facts that answers name; they come from the environment, never from code."""

from __future__ import annotations

import os
from collections.abc import Mapping

# Placeholder in an answer -> environment variable. docs/settings.md describes them.
_VARIABLES = {
    "clinic_name": "CLINIC_NAME",
    "clinic_phone": "CLINIC_PHONE",
    "clinic_email": "CLINIC_EMAIL",
    "clinic_address": "CLINIC_ADDRESS",
    "clinic_hours": "CLINIC_HOURS",
    "doctors": "CLINIC_DOCTORS",
    "emergency_number": "CLINIC_EMERGENCY_NUMBER",
    "crisis_line": "CLINIC_CRISIS_LINE",
    "callback_within": "CLINIC_CALLBACK_WITHIN",
}

# Said where a fact is not set, as in a bare `rasa shell`: true anywhere, if less helpful.
_WITHOUT_SETTINGS = {
    "clinic_name": "the clinic",
    "clinic_phone": "the clinic's phone number",
    "doctors": "our doctors",
    "emergency_number": "your emergency number",
    "crisis_line": "call a crisis line",
    "callback_within": "a few days",
}


def clinic_facts(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Gives what answers may name.

    Args:
        environment: Where to read from; the process's own by default.

    Returns:
        Placeholder to fact. ``clinic_email``, ``clinic_address`` and ``clinic_hours`` are absent
        where they are not set; ``clinic_contact`` is made of phone and e-mail,
        ``clinic_time_zone`` of the zone's IANA name.
    """
    environment = os.environ if environment is None else environment
    facts = dict(_WITHOUT_SETTINGS)
    for placeholder, variable in _VARIABLES.items():
        value = environment.get(variable, "").strip()
        if value:
            facts[placeholder] = value
    phone = environment.get("CLINIC_PHONE", "").strip()
    contact = f"call {phone}" if phone else "call the clinic"
    if "clinic_email" in facts:
        contact += f" or write to {facts['clinic_email']}"
    facts["clinic_contact"] = contact
    city = environment.get("CLINIC_TIME_ZONE", "").strip().rpartition("/")[2].replace("_", " ")
    facts["clinic_time_zone"] = f"{city} time" if city else "the clinic's time"
    return facts
