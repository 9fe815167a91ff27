"""What a turn of the form leaves in the conversation log: labels for details, and its ending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from components.private_words import NOT_SHOWN, PrivateWords, masked_message

SAVED = "lead_saved"
MISSES = "lead_misses"


@dataclass(frozen=True)
class FormStep:
    """Where the form stood before the turn.

    Attributes:
        form: The active form, if there was one.
        slot: The slot that it waited for.
    """

    form: str | None = None
    slot: str | None = None

    @classmethod
    def of(cls, tracker: DialogueStateTracker | None) -> FormStep:
        """Reads it from the conversation; a new one has no form."""
        if tracker is None or not tracker.active_loop_name:
            return cls()
        return cls(tracker.active_loop_name, tracker.get_slot(REQUESTED_SLOT))


@dataclass(frozen=True)
class FormTurnLog:
    """What the turn did to the form.

    Attributes:
        step: Where the form stood before.
        form: The form that is active now.
        words: The visitor's details that the turn has set.
        saved: The turn saved a request.
        missed: The form did not understand the message.
    """

    step: FormStep
    form: str | None
    words: PrivateWords
    saved: bool
    missed: bool

    @classmethod
    def of(cls, tracker: DialogueStateTracker | None, step: FormStep) -> FormTurnLog:
        """Reads it from the conversation after the turn."""
        events = _latest_turn(tracker) if tracker else []
        sets = [event for event in events if isinstance(event, SlotSet)]
        return cls(
            step,
            tracker.active_loop_name if tracker else None,
            PrivateWords.of(events, step.slot),
            any(event.key == SAVED and event.value for event in sets),
            any(event.key == MISSES and event.value for event in sets),
        )

    @property
    def ended(self) -> bool:
        """Whether the form was active, or began, and is over now."""
        began = bool(self.words.values) or self.step.form is not None
        return began and self.form is None

    @property
    def forget_details(self) -> bool:
        """Whether the form ended without a saved request: what was given is not kept."""
        return self.ended and not self.saved

    def understood(self, seen: dict[str, Any], text: str) -> dict[str, Any]:
        """Gives what was understood, without the visitor's details in it.

        Args:
            seen: What the door is told of the parse.
            text: The message.
        """
        masked = masked_message(text, self.words, self.step.slot, not self.missed)
        # A name is no question, however little it resembles one: the form has taken it.
        asked = self.step.form is None or (self.missed and masked != NOT_SHOWN)
        seen = {**seen, "masked_text": masked, "unanswered": seen["unanswered"] and asked}
        if masked is None:
            return seen
        topics = [{**topic, "text": self.words.mask(topic["text"])} for topic in seen["topics"]]
        return {**seen, "topics": topics}


def _latest_turn(tracker: DialogueStateTracker) -> list[Any]:
    """Gives the events since the visitor's latest message."""
    events: list[Any] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if not isinstance(event, BotUttered):
            events.append(event)
    return events[::-1]
