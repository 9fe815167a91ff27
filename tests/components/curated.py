"""A few answers, and a conversation with them alone."""

from __future__ import annotations

import copy
from typing import Any, cast

from rasa.core.actions.action import create_bot_utterance
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import read_endpoint_config

from components.nlg import CuratedAnswers


def answer(text: str, **metadata: Any) -> dict[str, Any]:
    """An answer as a topic's file has it."""
    return {"text": text, "metadata": {"reviewed_by": "", "reviewed_on": "", **metadata}}


RESPONSES = {
    "utter_greet": [answer("Hello.", source="clinic", next=["faq/risks"], more="I am a program.")],
    "utter_faq/risks": [
        answer(
            "There are risks.",
            title="What are the risks?",
            more="Infection is one. To ask, {clinic_contact}.",
            next=["faq/safety", "ask_clinic/cost", "faq/nowhere"],
            source="Risks and Side Effects",
            reviewed_by="Dr. Parikh",
            reviewed_on="2026-01-31",
        )
    ],
    "utter_faq/safety": [
        answer(
            "Generally considered safe.",
            title="Is it safe?",
            more="More on safety.",
            next=["faq/risks", "ask_clinic/cost"],
            source="Risks and Side Effects",
        )
    ],
    "utter_ask_clinic/cost": [
        answer("I have no prices.", title="How much is it?", source="clinic", next=["faq/risks"])
    ],
    "utter_ask_clinic/location_hours": [
        answer("{clinic_address}, {clinic_hours}.", source="clinic", title="Where are you?"),
        answer("{clinic_address}.", source="clinic"),
        answer("Please {clinic_contact}.", source="clinic"),
    ],
    "utter_other_language": [
        answer("I read English only.", source="clinic", language="en"),
        answer("Solo entiendo inglés: {clinic_phone}.", source="clinic", language="es"),
    ],
    "utter_tell_me_more": [answer("More about what?", source="clinic", next=["faq/safety"])],
    "utter_lead_summary": [
        answer("{lead_name}, {lead_time}, at {clinic_phone}?", source="clinic")
        | {"buttons": [{"title": "Yes", "payload": "Yes"}]},
        answer("{lead_name}?", source="clinic"),
    ],
    "utter_menu": [answer("All.", next=["faq/risks", "faq/safety", "ask_clinic/cost"] * 2)],
}


def with_responses(responses: dict[str, Any]) -> CuratedAnswers:
    """Builds the answers as Rasa does, from endpoints.yml."""
    domain = Domain.from_dict({"version": "3.1", "responses": copy.deepcopy(responses)})
    made = NaturalLanguageGenerator.create(read_endpoint_config("endpoints.yml", "nlg"), domain)
    assert isinstance(made, CuratedAnswers)
    return made


class Talk:
    """A conversation with the answers alone."""

    def __init__(self, nlg: CuratedAnswers) -> None:
        """Begins one."""
        self._nlg = nlg
        slots = [TextSlot(name, mappings=[{}]) for name in ("lead_name", "lead_time")]
        self._tracker = DialogueStateTracker("conversation", slots)

    def keep(self, slot: str, value: str) -> None:
        """Sets a slot."""
        self._tracker.update(SlotSet(slot, value))

    async def say(self, *topics: str, language: str = "en", action: str = "", **values: Any) -> Any:
        """Sends a message that asks for ``topics``; gives what the answering action says."""
        intent = {"name": topics[0].split("/")[0], "confidence": 0.9}
        parse = {"topics": [{"name": name} for name in topics], "language": language}
        self._tracker.update(UserUttered("a message", intent, [], {"intent": intent, **parse}))
        action = action or f"utter_{topics[0]}"
        message = await self._nlg.generate(action, self._tracker, "door", **values)
        if message is not None:
            self._tracker.update(create_bot_utterance(copy.deepcopy(message)))
        return message


async def replies(nlg: CuratedAnswers, *topics: str, **kwargs: str) -> list[dict[str, Any]]:
    """The single replies to one message."""
    message = await Talk(nlg).say(*topics, **kwargs)
    return cast("list[dict[str, Any]]", message["metadata"]["replies"])


def titles(reply: dict[str, Any]) -> list[str]:
    """The titles of a reply's buttons."""
    return [button["title"] for button in reply["buttons"]]
