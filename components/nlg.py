"""Says the curated answers: one for each topic that was asked, in order, with its source."""

from __future__ import annotations

import copy
import hashlib
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from components.clinic_facts import clinic_facts
from components.private_words import PLACEHOLDER, fill
from components.said import Reply, answers_said

UTTER = "utter_"
MORE_ACTION = "utter_tell_me_more"
MORE_TITLE = "Tell me more"  # also an example of the intent tell_me_more
GREETING_ACTION = "utter_greet"
OWN_WORDS = "clinic"  # the source of answers that say nothing medical
MAX_BUTTONS = 4

Slots = dict[str, Any]


class CuratedAnswers(TemplatedNaturalLanguageGenerator):
    """Picks the first variation of a response that can be said, and fills in the clinic's facts.

    A message may ask for several topics; all their answers are given, in order. The joined text
    is what any Rasa channel shows; the single replies lie under ``metadata: replies`` for ours.
    """

    def __init__(self, endpoint_config: EndpointConfig | None, domain: Domain) -> None:
        super().__init__(domain.responses)  # Rasa sets them again when it has loaded a model
        self._facts = clinic_facts()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Gives the message for an action (see parent class); ``None`` if there is none."""
        parse = tracker.latest_message.parse_data if tracker.latest_message else {}
        language = str(parse.get("language") or "en")
        # An action may give values of its own; in a form, answers lead nowhere else.
        slots = {**tracker.current_slot_values(), **kwargs}
        if utter_action == MORE_ACTION:
            replies = [self._more(tracker) or self._reply(utter_action, language, slots)]
        else:
            actions = self._actions(utter_action, parse, kwargs.get("without") or [])
            replies = [self._reply(action, language, slots) for action in actions]
        said = [reply for reply in replies if reply]
        if kwargs.get("beside_form"):
            said = [{**reply, "buttons": []} for reply in said]
        answered = {str(self._title(reply["topic"])) for reply in said}
        return _message(said, answered) if said else None

    def greeting(self) -> list[Reply]:
        """Gives the replies that open a conversation."""
        reply = self._reply(GREETING_ACTION, "en", {})
        return [reply] if reply else []

    def _actions(self, utter_action: str, parse: Any, without: list[str]) -> list[str]:
        """Gives the answers of all topics of the message if the action answers one of them."""
        topics = [UTTER + t["name"] for t in parse.get("topics") or [] if t["name"] not in without]
        if utter_action in topics:
            return [action for action in topics if action in self.responses]
        return [utter_action]

    def _reply(self, utter_action: str, language: str, slots: Slots) -> Reply | None:
        variation = self._variation(utter_action, language, slots)
        if variation is None:
            return None
        about = variation.get("metadata") or {}
        topic = utter_action[len(UTTER) :]
        buttons = [*variation.get("buttons", [])]
        buttons += [_button(MORE_TITLE)] if about.get("more") else []
        buttons += self._next_buttons(about.get("next", []))
        return self._filled(variation["text"], about, topic, buttons, slots)

    def _variation(self, utter_action: str, language: str, slots: Slots) -> dict[str, Any] | None:
        """Picks the first variation in this language whose facts are all known."""
        known = {*self._facts, *(name for name, value in slots.items() if value is not None)}
        variations = self.responses.get(utter_action, [])
        for wanted in (language, "en"):
            for variation in variations:
                spoken = (variation.get("metadata") or {}).get("language", "en")
                needs = PLACEHOLDER.findall(variation.get("text") or "")
                if spoken == wanted and known.issuperset(needs):
                    return variation
        return None

    def _filled(
        self,
        template: str,
        about: dict[str, Any],
        topic: str,
        buttons: list[dict[str, str]],
        slots: Slots,
    ) -> Reply:
        text, masked = fill(template, self._facts, slots)
        return {
            "text": text,
            "masked": masked,
            "buttons": buttons[:MAX_BUTTONS],
            "topic": topic,
            "source": _section(about),
            "reviewed_by": str(about.get("reviewed_by") or ""),
            "reviewed_on": str(about.get("reviewed_on") or ""),
            "version": hashlib.sha256(template.encode()).hexdigest()[:12],
        }

    def _next_buttons(self, topics: list[str]) -> list[dict[str, str]]:
        titles = [self._title(topic) for topic in topics]
        return [_button(title) for title in titles if title]

    def _title(self, topic: str) -> str | None:
        variations = self.responses.get(UTTER + topic) or [{}]
        title = (variations[0].get("metadata") or {}).get("title")
        return str(title) if title else None

    def _more(self, tracker: DialogueStateTracker) -> Reply | None:
        """Gives the longer answer to the topic that was answered last, if it has one."""
        # The greeting comes before the first event: the door has said it.
        greeting = {"topic": GREETING_ACTION[len(UTTER) :]}
        last = next(answers_said(tracker), greeting)
        variation = self._variation(UTTER + str(last["topic"]), "en", {}) or {}
        about = variation.get("metadata") or {}
        if not about.get("more") or last.get("is_more"):
            return None
        buttons = self._next_buttons(about.get("next", []))
        more = self._filled(about["more"], about, last["topic"], buttons, {})
        return {**more, "is_more": True}


def _section(about: dict[str, Any]) -> str | None:
    """Gives the section of the source document that an answer rests on, if it rests on one."""
    source = about.get("source")
    return None if source in (None, OWN_WORDS) else str(source)


def _button(title: str) -> dict[str, str]:
    """Gives a button; what it sends is its title, which is an example of its topic."""
    return {"title": title, "payload": title}


def _message(replies: list[Reply], answered: set[str]) -> dict[str, Any]:
    """Joins replies to one Rasa message; buttons stand under the last one alone.

    Questions that are ``answered`` by it are no buttons.
    """
    replies = copy.deepcopy(replies)
    buttons: dict[str, dict[str, str]] = {}
    for reply in replies:
        for button in reply["buttons"]:
            wanted = len(replies) == 1 or button["title"] != MORE_TITLE
            if wanted and button["title"] not in answered:
                buttons.setdefault(button["title"], button)
        reply["buttons"] = []
    replies[-1]["buttons"] = list(buttons.values())[:MAX_BUTTONS]
    return {
        "text": "\n\n".join(reply["text"] for reply in replies),
        "buttons": copy.deepcopy(replies[-1]["buttons"]),
        "metadata": {"replies": replies},
    }
