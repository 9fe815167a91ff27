"""The subject is what was asked about last."""

from __future__ import annotations

from typing import Any

from actions.handover.interest import topics_asked

RESPONSES = {
    f"utter_{name}": [{"text": "x", "metadata": {"title": title}}]
    for name, title in {
        "faq/risks": "What are the risks?",
        "faq/safety": "Is it safe?",
        "ask_clinic/cost": "How much does it cost?",
        "privacy": "What happens to my data?",
    }.items()
}


def event(*names: str) -> dict[str, Any]:
    """Make a message about these topics."""
    return {"event": "user", "parse_data": {"topics": [{"name": name} for name in names]}}


def test_the_latest_two() -> None:
    """The latest comes first, each once, and no more than two."""
    events = [event("faq/risks"), event("faq/safety"), event("ask_clinic/cost", "faq/safety")]
    assert topics_asked(events, RESPONSES) == "Is it safe? How much does it cost?"


def test_only_what_is_ours() -> None:
    """Greetings, alarms and questions about data are no subject."""
    events = [event("greet"), event("urgent_symptom"), event("privacy"), {"event": "bot"}]
    assert topics_asked(events, RESPONSES) is None
    assert topics_asked([], RESPONSES) is None
    assert topics_asked([{"event": "user"}], RESPONSES) is None


def test_a_topic_without_a_title() -> None:
    """A topic that has no words for visitors is left out."""
    assert (
        topics_asked([event("faq/unknown"), event("faq/risks")], RESPONSES) == "What are the risks?"
    )
