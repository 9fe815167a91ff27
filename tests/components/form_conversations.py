"""Conversations with the form, as the engine logs them."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

FORM = "consultation_form"
DOMAIN = Domain.load("domain.yml")


def conversation(*events: Event) -> DialogueStateTracker:
    """A conversation of these events."""
    tracker = DialogueStateTracker("conversation", DOMAIN.slots)
    for event in events:
        tracker.update(event, DOMAIN)
    return tracker


def says(text: str, intent: str = "nlu_fallback", urgent: bool = False) -> Event:
    """The visitor says something."""
    parse: dict[str, Any] = {"intent": {"name": intent, "confidence": 1.0}, "urgent": urgent}
    return UserUttered(text, parse["intent"], [], parse)


def asks(slot: str) -> list[Event]:
    """The form is active and waits for a slot."""
    return [
        ActionExecuted(FORM),
        ActiveLoop(FORM),
        SlotSet("requested_slot", slot),
        ActionExecuted("action_listen"),
    ]


def ends(saved: bool) -> list[Event]:
    """The form ends."""
    return [
        ActionExecuted(FORM),
        SlotSet("requested_slot", None),
        ActiveLoop(None),
        ActionExecuted("action_submit_consultation"),
        *([SlotSet("lead_saved", True)] if saved else []),
        ActionExecuted("action_listen"),
    ]
