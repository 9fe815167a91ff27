"""What the assistant has said in a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

Reply = dict[str, Any]


def answers_said(tracker: DialogueStateTracker) -> Iterator[Reply]:
    """Gives the replies of a conversation, the last one first; a form's questions are none."""
    for event in reversed(list(tracker.events)):
        for reply in reversed(_replies(event)):
            if "lead_" not in str(reply["topic"]):
                yield reply


def _replies(event: Any) -> list[Reply]:
    """Gives the replies that a bot's event holds."""
    if not isinstance(event, BotUttered):
        return []
    return list((event.metadata.get("metadata") or {}).get("replies") or [])
