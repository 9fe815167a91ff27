"""A turn that is asked again, because its answer never arrived: it is not taken twice.

An engine may die when the turn is stored and before it is answered. The one that takes over finds
the message under its id and says again what was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

ANSWERED = "answered"

Answer = dict[str, Any]


@dataclass(frozen=True)
class TakenTurn:
    """What is stored of a turn.

    Attributes:
        before: The conversation as it was before the message.
        after: The conversation as it was before the next message.
        is_newest: No other message came after it.
    """

    before: DialogueStateTracker
    after: DialogueStateTracker
    is_newest: bool

    @classmethod
    def find(
        cls, tracker: DialogueStateTracker | None, message_id: str, domain: Domain
    ) -> TakenTurn | None:
        """Looks a message up by its id; ``None`` if no turn of it is stored.

        Args:
            tracker: The conversation.
            message_id: The id that the door gave the message; an empty one is never found.
            domain: The assistant's domain.
        """
        events = list(tracker.events) if tracker and message_id else []
        messages = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
        begins = next((i for i in messages if events[i].message_id == message_id), None)
        if tracker is None or begins is None:
            return None
        ends = next((i for i in messages if i > begins), len(events))

        def until(end: int) -> DialogueStateTracker:
            slots = domain.slots
            return DialogueStateTracker.from_events(tracker.sender_id, events[:end], slots)

        is_newest = ends == len(events)
        return cls(until(begins), tracker if is_newest else until(ends), is_newest)

    @property
    def parse(self) -> dict[str, Any]:
        """What the message was read as."""
        message = self.after.latest_message
        return dict(message.parse_data or {}) if message else {}

    @property
    def said(self) -> list[dict[str, Any]]:
        """The bot messages that answered it, as a channel is given them."""
        events = list(self.after.events)[len(self.before.events) :]
        return [_message(event) for event in events if isinstance(event, BotUttered)]


def kept_answer(tracker: DialogueStateTracker | None, message_id: str) -> Answer | None:
    """Gives the answer to the message that ended a form, whose words are gone since.

    Args:
        tracker: The conversation.
        message_id: The id of a message.

    Returns:
        The answer, with labels for the visitor's details; ``None`` if it is of another message.
    """
    for event in tracker.events if tracker else []:
        kept = event.metadata.get(ANSWERED) if isinstance(event, ActionExecuted) else None
        if kept and kept["message_id"] == message_id:
            return dict(kept["answer"])
    return None


def to_keep(message_id: str, answer: Answer) -> dict[str, Any]:
    """Gives what is kept of the turn that ends a form: its answer without the visitor's details.

    Args:
        message_id: The id of the message.
        answer: What the door is told.
    """
    replies = [
        {**reply, "text": reply.get("masked") or reply["text"]} for reply in answer["replies"]
    ]
    return {ANSWERED: {"message_id": message_id, "answer": {**answer, "replies": replies}}}


def _message(event: Event) -> dict[str, Any]:
    assert isinstance(event, BotUttered)  # noqa: S101 - for the type checker
    return {
        "text": event.text,
        "buttons": (event.data or {}).get("buttons"),
        "metadata": event.metadata.get("metadata"),
    }
