"""Stores that are opened and turns that are taken, as the engine does it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from rasa.core.tracker_store import TrackerStore

from components.tracker_store import CachedTrackerStore
from tests.components.conversations import (
    CONVERSATION,
    DOMAIN,
    new_tracker,
    say,
    session_start,
    turn,
)

Row = tuple[Any, ...]


def open_store(folder: Path, **settings: Any) -> CachedTrackerStore:
    """Opens the store in ``folder``, as a start of the engine does."""
    return CachedTrackerStore(DOMAIN, host=f"sqlite:///{folder / 'engine.db'}", **settings)


async def take_turn(store: TrackerStore, text: str, sender_id: str = CONVERSATION) -> None:
    """Runs a turn as Rasa's processor does: retrieve, change, save."""
    tracker = await store.retrieve(sender_id)
    if tracker is None:
        tracker = new_tracker(sender_id)
        say(tracker, session_start())
    say(tracker, turn(text))
    await store.save(tracker)


async def take_turns(store: TrackerStore, *texts: str) -> None:
    """Runs turns; from the second on the conversation is in memory."""
    for text in texts:
        await take_turn(store, text)


def rows(database: Path, sender_id: str = CONVERSATION) -> list[Row]:
    """All that is stored of a conversation, in order."""
    query = "SELECT type_name, timestamp, intent_name, action_name, data FROM events "
    with sqlite3.connect(database) as connection:
        found = connection.execute(query + "WHERE sender_id = ? ORDER BY id", (sender_id,))
        return [(*row[:4], json.loads(row[4])) for row in found]


def open_again(store: CachedTrackerStore) -> CachedTrackerStore:
    """The same database as a new process finds it."""
    return CachedTrackerStore(DOMAIN, host=str(store.engine.url))
