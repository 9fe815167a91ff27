"""A message that is not understood is met with topics, the second time with a call back."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.offer_topics import OFFERED, STARTING_POINTS, OfferTopics, guesses, likeliest_titles
from tests.actions.tracker import tracker_of, user

TITLES = {
    "faq/risks": "Risks?",
    "faq/safety": "Safe?",
    "ask_clinic/cost": "Costs?",
    "privacy": "Data?",
}
DOMAIN: dict[str, Any] = {
    "responses": {f"utter_{name}": [{"metadata": {"title": t}}] for name, t in TITLES.items()}
}
RANKING = [{"name": name} for name in ("greet", "faq/safety", "crisis", "ask_clinic/cost", "faq/x")]


async def run(*events: dict[str, Any], **slots: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Run the action; give its one message and its events."""
    dispatcher = CollectingDispatcher()
    events_after = await OfferTopics().run(dispatcher, tracker_of(*events, **slots), DOMAIN)
    (message,) = dispatcher.messages
    return message, events_after


async def test_once() -> None:
    """The likeliest topics that have a title are offered, and nothing begins."""
    message, events = await run(user("hm the thing", intent_ranking=RANKING))
    assert message["response"] == "utter_not_sure"
    assert [button["title"] for button in message["buttons"]] == ["Safe?", "Costs?"]
    assert events == []


async def test_twice() -> None:
    """The second time in a row the form begins."""
    message, events = await run(user("???"), user("..."))
    assert message["response"] == "utter_misunderstood_twice"
    assert [event["name"] for event in events] == ["consultation_form"]


async def test_twice_after_a_refusal_or_a_saved_request() -> None:
    """Nobody is asked again who has said no or has a request."""
    for slot in ("lead_refused", "lead_saved"):
        message, events = await run(user("???"), user("..."), **{slot: True})
        assert message["response"] == "utter_misunderstood_twice"
        assert events == []


async def test_an_answer_between() -> None:
    """The count starts again after a message that was understood."""
    message, _ = await run(user("???"), user("hi", "greet"), user("???"))
    assert message["response"] == "utter_not_sure"


def test_nothing_to_guess_by() -> None:
    """Signs without a letter have the starting points."""
    assert guesses({"text": "?!", "intent_ranking": RANKING}) == STARTING_POINTS
    assert guesses({"text": None}) == STARTING_POINTS


def test_few_titles() -> None:
    """No more topics are offered than there is room for."""
    assert likeliest_titles(list(TITLES), DOMAIN["responses"]) == list(TITLES.values())[:OFFERED]
