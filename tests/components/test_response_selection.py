"""Rasa's own action finds the answer of the topic that was chosen."""

from __future__ import annotations

from components.nlu.response_selection import response_selector_output

RANKING = [("faq/risks", 0.6), ("ask_clinic/cost", 0.2), ("faq/safety", 0.1), ("greet", 0.1)]
INTENTS = ["ask_clinic", "faq"]


def test_likeliest_topic_of_each_retrieval_intent() -> None:
    """Each retrieval intent names its likeliest topic and ranks its own alone."""
    output = response_selector_output({"name": "faq/risks", "confidence": 0.6}, RANKING, INTENTS)
    assert output["all_retrieval_intents"] == INTENTS
    assert output["faq"]["response"] == {
        "responses": [],
        "confidence": 0.6,
        "intent_response_key": "faq/risks",
        "utter_action": "utter_faq/risks",
    }
    assert [row["intent_response_key"] for row in output["faq"]["ranking"]] == [
        "faq/risks",
        "faq/safety",
    ]
    assert output["ask_clinic"]["response"]["utter_action"] == "utter_ask_clinic/cost"


def test_chosen_topic_wins() -> None:
    """The topic that was chosen is answered, even if the whole message sounds like another."""
    output = response_selector_output({"name": "faq/safety", "confidence": 0.9}, RANKING, INTENTS)
    assert output["faq"]["response"]["utter_action"] == "utter_faq/safety"
    assert output["faq"]["response"]["confidence"] == 0.9


def test_nothing_ranked() -> None:
    """A retrieval intent without any ranked topic is there all the same, unsure of everything."""
    output = response_selector_output({"name": "greet", "confidence": 1.0}, [("greet", 1)], INTENTS)
    assert output["faq"]["response"]["confidence"] == 0.0
    assert output["faq"]["ranking"] == []
