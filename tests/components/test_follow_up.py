"""A follow-up is read in the light of the last answer; everything else stays as it was read."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from components.follow_up import in_the_light_of


def parse(text: str, topic: str = "out_of_scope", **more: Any) -> dict[str, Any]:
    """A parse of a text that was read as ``topic`` by itself."""
    return {
        "text": text,
        "intent": {"name": topic.split("/")[0], "confidence": 0.4},
        "intent_ranking": [{"name": topic, "confidence": 0.4}],
        "topics": [{"name": topic, "confidence": 0.4, "text": text}],
        "response_selector": {"all_retrieval_intents": ["ask_clinic", "faq"]},
        "urgent": False,
        **more,
    }


def after(*topics: str, form: str | None = None) -> DialogueStateTracker:
    """A conversation in which these topics were answered."""
    tracker = DialogueStateTracker.from_events("c", [])
    for topic in topics:
        replies = {"metadata": {"replies": [{"topic": topic, "text": "…"}]}}
        tracker.update(BotUttered("…", metadata=replies))
    tracker.update(ActiveLoop(form))
    return tracker


def topic_of(read: dict[str, Any]) -> str:
    """The one topic of a parse."""
    [topic] = read["topics"]
    return str(topic["name"])


@pytest.mark.parametrize(
    "text", ["why", "Why?", "but why is that", "how come", "like what?", "wdym"]
)
def test_bare_question_asks_for_more(text: str) -> None:
    """A question that names nothing asks for more about the last answer."""
    read = in_the_light_of(after("faq/risks"), parse(text))
    assert topic_of(read) == "tell_me_more"
    assert read["intent"] == {"name": "tell_me_more", "confidence": 1.0}
    assert read["intent_ranking"][0]["name"] == "tell_me_more"


@pytest.mark.parametrize(
    ("last", "read_as"),
    [
        ("faq/why_hair_thins", "tell_me_more"),
        ("faq/results", "faq/am_i_a_candidate"),
        ("ask_clinic/cost", "faq/am_i_a_candidate"),
    ],
)
def test_for_other_people(last: str, read_as: str) -> None:
    """'And for women?' leads to more of a cause, else to whom the treatment suits."""
    read = in_the_light_of(after("faq/risks", last), parse("and for women?"))
    assert topic_of(read) == read_as
    if read_as.startswith("faq/"):
        assert read["response_selector"]["faq"]["response"]["utter_action"] == f"utter_{read_as}"


def test_nothing_was_said_yet() -> None:
    """Before any answer a bare 'why' is not understood."""
    assert topic_of(in_the_light_of(None, parse("why"))) == "nlu_fallback"
    assert topic_of(in_the_light_of(after(), parse("why"))) == "nlu_fallback"


@pytest.mark.parametrize(
    ("tracker", "message"),
    [
        (after("faq/risks"), parse("why is it so expensive", "ask_clinic/cost")),
        (after("faq/risks"), parse("why", "crisis", urgent=True)),
        (after("faq/risks", form="consultation_form"), parse("why")),
        (after("faq/risks"), {"text": "/why", "topics": [], "urgent": False}),
        (after("greet"), parse("what about women")),
    ],
    ids=["names something", "alarm", "in the form", "command", "no answer of ours"],
)
def test_stays_as_it_was_read(tracker: DialogueStateTracker, message: dict[str, Any]) -> None:
    """What says enough by itself, an alarm, a form and a command are left alone."""
    assert in_the_light_of(tracker, message) is message
