"""Makes the events of whole turns, as Rasa logs them."""

from __future__ import annotations

from itertools import count
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

CONVERSATION = "conversation_of_the_tests_1"
DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": ["greet"],
        "slots": {"name": {"type": "text", "mappings": [{"type": "custom"}]}},
        "responses": {"utter_greet": [{"text": "Hello"}]},
    }
)
_clock = count(1_700_000_000)


def new_tracker(sender_id: str = CONVERSATION) -> DialogueStateTracker:
    """A conversation in which nothing was said yet."""
    return DialogueStateTracker(sender_id, DOMAIN.slots)


def session_start() -> list[Event]:
    """The events with which a session begins."""
    return _timed(
        ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")
    )


def turn(text: str) -> list[Event]:
    """The events of one message and its answer."""
    parse: dict[str, Any] = {"intent": {"name": "greet", "confidence": 0.9}, "language": "en"}
    return _timed(
        UserUttered(text, parse["intent"], [], parse),
        SlotSet("name", text),
        ActionExecuted("utter_greet", policy="RulePolicy", confidence=1.0),
        BotUttered("Hello", metadata={"utter_action": "utter_greet"}),
        ActionExecuted("action_listen"),
    )


def say(tracker: DialogueStateTracker, events: list[Event]) -> None:
    """Adds events to a conversation."""
    for event in events:
        tracker.update(event, DOMAIN)


def dicts(tracker: DialogueStateTracker | None) -> list[dict[str, Any]]:
    """The events of a conversation in a form that can be compared."""
    assert tracker is not None
    return [event.as_dict() for event in tracker.events]


def _timed(*events: Event) -> list[Event]:
    for event in events:
        event.timestamp = float(next(_clock))
    return list(events)
