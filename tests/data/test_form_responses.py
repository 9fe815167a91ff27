"""What the form may say is said somewhere, and nothing that it says is missing."""

from __future__ import annotations

import re

import pytest

from actions.handover.heard import Heard
from actions.handover.wishes import named_field
from content.bare import bare
from content.topic_files import ROOT, UTTER, questions, variations

STEPS = [
    *("lead_consent", "lead_name", "lead_contact", "lead_email_check", "lead_time"),
    *("lead_subject", "lead_change", "lead_confirmed"),
]
SAID = {v.topic for v in variations() if "lead_" in v.topic}
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("actions", "components", "data")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".yml") and path.stem != "consultation_form"
)
MOST_BUTTONS = 4


@pytest.mark.parametrize("step", STEPS)
def test_each_step_can_be_asked_and_explained(step: str) -> None:
    """Each step has a question, a reason and a help; the consent's question is an action."""
    asked = "lead_consent" if step == "lead_consent" else f"ask_{step}"
    assert {asked, f"why_{step}", f"help_{step}"} <= SAID


@pytest.mark.parametrize("topic", sorted(SAID))
def test_each_is_said(topic: str) -> None:
    """There is no answer of the form that nothing says."""
    kind, _, step = topic.partition("_lead_")
    if kind in ("ask", "why", "help"):
        assert f"lead_{step}" in STEPS
    elif topic.endswith("_problem"):
        assert re.fullmatch(r"lead_(phone|email)_problem", topic)
    else:
        assert re.search(rf"\b{UTTER}{topic}\b", SOURCES)


@pytest.mark.parametrize("named", sorted(set(re.findall(r"utter_(lead_\w+)\b", SOURCES))))
def test_nothing_is_missing(named: str) -> None:
    """Every answer of the form that code or rules name is there."""
    assert named in SAID


def test_few_buttons() -> None:
    """No question of the form has more buttons than the widget shows."""
    assert [v.topic for v in variations() if len(v.buttons) > MOST_BUTTONS] == []


def test_buttons_of_consent_are_understood() -> None:
    """What the consent's buttons say is taught, so that it is the same typed or pressed."""
    consent = next(v for v in variations() if v.topic == "lead_consent")
    yes, no = consent.buttons
    taught = questions()
    assert bare(yes) in map(bare, taught["affirm"])
    assert bare(no) in map(bare, taught["deny"])


def test_buttons_of_change_name_a_field() -> None:
    """Each button under 'What should I change?' leads to a field of its own."""
    change = next(v for v in variations() if v.topic == "ask_lead_change")
    fields = [named_field(Heard(button)) for button in change.buttons]
    assert fields == ["lead_name", "lead_contact", "lead_time", "lead_subject"]
