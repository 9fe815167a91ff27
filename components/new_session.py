"""New sessions in the engine's copy of a conversation: after a form, and when it gets long."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

# Policies read a session from its beginning at every prediction: each turn costs a little more
# than the one before.
MOST_EVENTS = 90
# Turns that the next session begins with: what 'tell me more' may lean on, and messages whose
# answers may still be asked for again.
KEPT_TURNS = 6


def new_session(tracker: DialogueStateTracker, kept: dict[str, Any] | None = None) -> list[Event]:
    """Gives the events that begin a session with the slots of the one before.

    Args:
        tracker: The conversation.
        kept: What the new session remembers, as metadata of its last event.
    """
    slots = tracker.current_slot_values()
    return [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *(SlotSet(name, value) for name, value in slots.items() if value is not None),
        ActionExecuted(ACTION_LISTEN_NAME, metadata=kept),
    ]


def next_session(tracker: DialogueStateTracker) -> list[Event]:
    """Gives the session that goes on where a long one ends.

    Args:
        tracker: The conversation after a turn.

    Returns:
        Its events: the last turns are among them, and the last one that raised an alarm, which a
        request for a call tells. None as long as the session is short, and within a form: what
        was said in it counts.
    """
    if len(tracker.events) < MOST_EVENTS or tracker.active_loop_name:
        return []
    turns = _turns(tracker)
    if len(turns) <= KEPT_TURNS or tracker.latest_action_name != ACTION_LISTEN_NAME:
        return []
    before, last = turns[:-KEPT_TURNS], turns[-KEPT_TURNS:]
    alarm: list[Event] = next((turn for turn in reversed(before) if _raised_alarm(turn)), [])
    return [*new_session(tracker), *alarm, *(event for turn in last for event in turn)]


def _turns(tracker: DialogueStateTracker) -> list[list[Event]]:
    """Gives the events of each turn, the visitor's message first."""
    turns: list[list[Event]] = []
    for event in tracker.events:
        if isinstance(event, UserUttered):
            turns.append([])
        if turns:
            turns[-1].append(event)
    return turns


def _raised_alarm(turn: list[Event]) -> bool:
    return bool((turn[0].parse_data or {}).get("urgent"))
