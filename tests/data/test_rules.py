"""Rules decide what is said: one rule for each intent, and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from content.topic_files import DATA, ROOT, questions, yaml_of

FALLBACK = {"nlu_fallback": "action_offer_topics"}
RETRIEVAL = {"faq", "ask_clinic"}
FORM = "consultation_form"
# What is not said but done.
FORM_BEGINS = [{"intent": "book_consultation"}, {"action": FORM}, {"active_loop": FORM}]
FORM_ENDS = [
    {"action": FORM},
    {"active_loop": None},
    {"slot_was_set": [{"requested_slot": None}]},
    {"action": "action_submit_consultation"},
]
RULES: list[dict[str, Any]] = [
    rule for path in sorted(DATA.rglob("*.yml")) for rule in yaml_of(path).get("rules") or []
]
PLAIN = [rule for rule in RULES if "condition" not in rule]
INTENTS = {*yaml_of(ROOT / "domain.yml")["intents"], *RETRIEVAL}


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_one_rule_for_each_intent(intent: str) -> None:
    """Each intent is answered by exactly one rule, with the answer of its own name.

    The wish for a consultation begins the form instead, which says the answer.
    """
    expected = [{"intent": intent}, {"action": FALLBACK.get(intent, f"utter_{intent}")}]
    steps = [rule["steps"] for rule in PLAIN if {"intent": intent} in rule["steps"]]
    assert steps == [FORM_BEGINS if intent == "book_consultation" else expected]


def test_rules_with_a_condition() -> None:
    """Two rules look at the form: what follows it, and a second yes after it was saved."""
    assert [rule["steps"] for rule in RULES if rule not in PLAIN] == [
        FORM_ENDS,
        [{"intent": "affirm"}, {"action": "utter_lead_already_saved"}],
    ]


def test_no_other_rules() -> None:
    """There is no rule for an intent that the domain does not know."""
    assert len(PLAIN) == len(INTENTS)


def test_every_taught_intent_is_known() -> None:
    """Every topic that can be understood has an intent, and every intent can be understood."""
    taught = {topic.split("/")[0] for topic in questions()}
    assert taught | FALLBACK.keys() == INTENTS


def test_rules_are_told_apart() -> None:
    """No two rules share a name, by which logs and `rasa data validate` know them."""
    assert [name for name, n in Counter(rule["rule"] for rule in RULES).items() if n > 1] == []


def test_no_stories() -> None:
    """Nothing is guessed from examples of whole conversations."""
    assert [path for path in DATA.rglob("*.yml") if yaml_of(path).get("stories")] == []
