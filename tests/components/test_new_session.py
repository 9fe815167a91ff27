"""A long conversation goes on in a new session, and nobody notices."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from rasa.shared.core.events import ActiveLoop, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from components.new_session import KEPT_TURNS, MOST_EVENTS, next_session
from components.taken_turn import TakenTurn
from components.tracker_store import CachedTrackerStore
from tests.components.conversations import (
    CONVERSATION,
    DOMAIN,
    dicts,
    new_tracker,
    say,
    session_start,
    turn,
)
from tests.components.stored import open_again, take_turn

MANY = 120
pytestmark = pytest.mark.usefixtures("no_key")


def _texts(events: Iterable[Event]) -> list[str]:
    return [str(event.text) for event in events if isinstance(event, UserUttered)]


def _talk(*turns: list[Event]) -> DialogueStateTracker:
    tracker = new_tracker()
    say(tracker, session_start())
    for events in turns:
        say(tracker, events)
    return tracker


def _numbered(count: int) -> list[list[Event]]:
    return [turn(f"message {number}") for number in range(count)]


def _alarm(text: str) -> list[Event]:
    events = turn(text)
    events[0].parse_data["urgent"] = True
    return events


async def test_a_turn_does_not_get_dearer(store: CachedTrackerStore) -> None:
    """However long somebody talks, policies read a session of bounded length.

    The last turns and the slots are there at each moment, in memory as after a restart.
    """
    said: list[str] = []
    for number in range(MANY):
        said.append(f"message {number}")
        await take_turn(store, said[-1])
        tracker = await store.look(CONVERSATION)
        assert tracker is not None
        assert len(tracker.events) < MOST_EVENTS + 10
        assert _texts(tracker.events)[-KEPT_TURNS:] == said[-KEPT_TURNS:]
        assert tracker.get_slot("name") == said[-1]
        assert tracker.latest_action_name == "action_listen"
    assert dicts(await open_again(store).look(CONVERSATION)) == dicts(
        await store.look(CONVERSATION)
    )


def test_short_ones_go_on() -> None:
    """A conversation of a few turns is one session."""
    assert next_session(_talk(*_numbered(10))) == []


def test_form_is_not_cut() -> None:
    """What a form was told stays in one session, however long it takes; then a new one begins."""
    tracker = _talk(*_numbered(40))
    say(tracker, [ActiveLoop("consultation_form")])
    assert next_session(tracker) == []
    say(tracker, [ActiveLoop(None)])
    assert next_session(tracker)


def test_turn_in_the_middle_is_not_cut() -> None:
    """A new session begins after a turn, not within one."""
    assert next_session(_talk(*_numbered(40), turn("half")[:-1])) == []


def test_alarm_is_not_forgotten() -> None:
    """Whoever told of an emergency and asks for a call much later is called first."""
    tracker = _talk(_alarm("first"), _alarm("second"), *_numbered(40))
    events = next_session(tracker)
    raised = [e.text for e in events if isinstance(e, UserUttered) and e.parse_data.get("urgent")]
    assert raised == ["second"]
    again = new_tracker()
    say(again, events)
    say(again, [event for events in _numbered(20) for event in events])
    assert _texts(next_session(again))[0] == "second"


def test_same_answer_as_in_one_session() -> None:
    """Replayed, the new session has the slots and the latest message of the old one."""
    tracker = _talk(*_numbered(40))
    replayed = DialogueStateTracker.from_events(
        CONVERSATION, next_session(tracker), DOMAIN.slots, domain=DOMAIN
    )
    assert replayed.current_slot_values() == tracker.current_slot_values()
    assert replayed.latest_message == tracker.latest_message


def test_answer_can_be_said_again() -> None:
    """An engine that dies before it has answered the turn that ends a session loses nothing."""
    last = turn("last")
    last[0].message_id = "its id"
    events = next_session(_talk(*_numbered(40), last))
    replayed = DialogueStateTracker.from_events(CONVERSATION, events, DOMAIN.slots, domain=DOMAIN)
    taken = TakenTurn.find(replayed, "its id", DOMAIN)
    assert taken is not None
    assert taken.is_newest
    assert [said["text"] for said in taken.said] == ["Hello"]
