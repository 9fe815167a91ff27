"""Answers name the clinic's facts from the settings, and stay true where none are set."""

from __future__ import annotations

import pytest

from components.clinic_facts import clinic_facts

ALL = {
    "CLINIC_NAME": "Hair House",
    "CLINIC_PHONE": "+1 202 555 0100",
    "CLINIC_EMAIL": "hello@example.com",
    "CLINIC_ADDRESS": "1 Main Street",
    "CLINIC_HOURS": "Monday to Friday, 9 to 5",
    "CLINIC_DOCTORS": "Dr. One and Dr. Two",
    "CLINIC_EMERGENCY_NUMBER": "112",
    "CLINIC_CRISIS_LINE": "call 116 123",
    "CLINIC_CALLBACK_WITHIN": "one day",
    "CLINIC_TIME_ZONE": "America/New_York",
}


def test_settings_are_used() -> None:
    """Every fact that is set is given as it stands."""
    assert clinic_facts(ALL) == {
        "clinic_name": "Hair House",
        "clinic_phone": "+1 202 555 0100",
        "clinic_email": "hello@example.com",
        "clinic_address": "1 Main Street",
        "clinic_hours": "Monday to Friday, 9 to 5",
        "doctors": "Dr. One and Dr. Two",
        "emergency_number": "112",
        "crisis_line": "call 116 123",
        "callback_within": "one day",
        "clinic_time_zone": "New York time",
        "clinic_contact": "call +1 202 555 0100 or write to hello@example.com",
    }


def test_nothing_set() -> None:
    """Without settings nothing is made up: no number, no address, no name."""
    facts = clinic_facts({})
    assert not {"clinic_email", "clinic_address", "clinic_hours"} & facts.keys()
    assert not any(character.isdigit() for fact in facts.values() for character in fact)
    assert facts["clinic_contact"] == "call the clinic"


@pytest.mark.parametrize("value", ["", "  ", "\n"])
@pytest.mark.parametrize("variable", ALL)
def test_blank_is_not_set(variable: str, value: str) -> None:
    """A blank variable is the same as none."""
    without = {name: fact for name, fact in ALL.items() if name != variable}
    assert clinic_facts({**ALL, variable: value}) == clinic_facts(without)


def test_contact_without_phone() -> None:
    """An e-mail address alone is named beside the clinic."""
    facts = clinic_facts({"CLINIC_EMAIL": "a@b.example"})
    assert facts["clinic_contact"] == "call the clinic or write to a@b.example"


def test_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process's own environment is read where none is given."""
    monkeypatch.setenv("CLINIC_NAME", " Hair House ")
    assert clinic_facts()["clinic_name"] == "Hair House"
