"""What to do when a message is not understood: offer the likeliest topics, then the clinic."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

OFFERED = 3
FALLBACK_INTENT = "nlu_fallback"
# Offered where the message holds nothing to guess by.
STARTING_POINTS = ["faq/how_therapy_works", "faq/am_i_a_candidate", "book_consultation"]
# What a visitor who was not understood may have meant: a question, or a way to the clinic.
OFFERABLE = ("faq/", "ask_clinic/", "book_consultation", "talk_to_human", "privacy")


class OfferTopics(Action):
    """Says that it is not sure and offers topics; the second time in a row, a call back."""

    def name(self) -> str:
        """Name under which rules call it."""
        return "action_offer_topics"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Answers a message that was not understood."""
        if misunderstood_before(tracker.events):
            asked_before = tracker.slots.get("lead_refused") or tracker.slots.get("lead_saved")
            form_follows = not asked_before  # whose buttons stand alone then
            dispatcher.utter_message(response="utter_misunderstood_twice", beside_form=form_follows)
            return [FollowupAction("consultation_form")] if form_follows else []
        titles = likeliest_titles(guesses(tracker.latest_message), domain.get("responses") or {})
        buttons = [{"title": title, "payload": title} for title in titles]
        dispatcher.utter_message(response="utter_not_sure", buttons=buttons)
        return []


def misunderstood_before(events: Iterable[dict[str, Any]]) -> bool:
    """Tells whether the message before the latest one was not understood either.

    Args:
        events: The tracker's events, oldest first.
    """
    intents = [
        event["parse_data"]["intent"]["name"] for event in events if event["event"] == "user"
    ]
    return len(intents) > 1 and intents[-2] == FALLBACK_INTENT


def guesses(message: dict[str, Any]) -> list[str]:
    """Gives the topics that a message may have meant, likeliest first.

    Args:
        message: The tracker's latest message, with the parse's ``text`` and ``intent_ranking``.
    """
    if not re.search(r"\w", message.get("text") or ""):
        return STARTING_POINTS
    names = [str(guess["name"]) for guess in message.get("intent_ranking") or []]
    return [name for name in names if name.startswith(OFFERABLE)]


def likeliest_titles(ranking: list[str], responses: dict[str, Any]) -> list[str]:
    """Gives the questions on the buttons of the likeliest topics.

    Args:
        ranking: Topics' full names, likeliest first.
        responses: The domain's responses; a topic can be offered if its answer has a title.

    Returns:
        At most ``OFFERED`` titles; what a button sends is its title.
    """
    titles = []
    for topic in ranking:
        variations = responses.get(f"utter_{topic}") or [{}]
        title = (variations[0].get("metadata") or {}).get("title")
        if title:
            titles.append(str(title))
    return titles[:OFFERED]
