"""Rules decide what is said: one rule for each intent, and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from content.topic_files import DATA, ROOT, questions, yaml_of

FALLBACK = {"nlu_fallback": "action_offer_topics"}
RETRIEVAL = {"faq", "ask_clinic"}
RULES: list[dict[str, Any]] = [
    rule for path in sorted(DATA.rglob("*.yml")) for rule in yaml_of(path).get("rules") or []
]
INTENTS = {*yaml_of(ROOT / "domain.yml")["intents"], *RETRIEVAL}


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_one_rule_for_each_intent(intent: str) -> None:
    """Each intent is answered by exactly one rule, with the answer of its own name."""
    expected = [{"intent": intent}, {"action": FALLBACK.get(intent, f"utter_{intent}")}]
    steps = [rule["steps"] for rule in RULES if {"intent": intent} in rule["steps"]]
    assert steps == [expected]


def test_no_other_rules() -> None:
    """There is no rule for an intent that the domain does not know."""
    assert len(RULES) == len(INTENTS)


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
