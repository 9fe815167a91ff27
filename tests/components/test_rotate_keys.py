"""The engine's conversations move to a new key without a loss, as often as one likes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from components.rotate_keys import BATCH, rotate
from components.sealed_events import SealedEvents
from components.tracker_store import CachedTrackerStore
from tests.components.conversations import CONVERSATION, DOMAIN, dicts, new_tracker, say, turn

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def store_with(keys: str, url: str, monkeypatch: pytest.MonkeyPatch) -> CachedTrackerStore:
    """Opens the store as an engine with these keys does."""
    monkeypatch.setenv("DATA_KEYS", keys)
    return CachedTrackerStore(DOMAIN, host=url)


async def test_rotation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After it the new key alone reads all, more than one batch of it, as it was before."""
    url = f"sqlite:///{tmp_path / 'engine.db'}"
    written = store_with(OLD, url, monkeypatch)
    names = [f"conversation_of_visitor_{number}" for number in range(BATCH // 20)]
    for name in names:
        tracker = new_tracker(name)
        for number in range(5):
            say(tracker, turn(f"Maria {number}"))
        await written.save(tracker)
    before = await _all(store_with(OLD, url, monkeypatch), names)
    assert len(before) > BATCH

    for _ in range(2):
        assert rotate(url, SealedEvents([NEW, OLD])) == len(before)
    assert await _all(store_with(NEW, url, monkeypatch), names) == before
    with pytest.raises(ValueError, match="DATA_KEYS"):
        await store_with(OLD, url, monkeypatch).retrieve(names[0])


async def _all(store: CachedTrackerStore, names: list[str]) -> list[Any]:
    return [event for name in names for event in dicts(await store.retrieve(name))]


async def test_plain_events_are_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a bare Rasa shell stored without a key is under the key after it."""
    url = f"sqlite:///{tmp_path / 'engine.db'}"
    tracker = new_tracker()
    say(tracker, turn("quetzalmarimba"))
    await store_with("", url, monkeypatch).save(tracker)
    rotate(url, SealedEvents([NEW]))
    read = dicts(await store_with(NEW, url, monkeypatch).retrieve(CONVERSATION))
    assert "quetzalmarimba" in json.dumps(read)
    assert rotate(f"sqlite:///{tmp_path / 'empty.db'}", SealedEvents([NEW])) == 0


def test_a_missing_key(tmp_path: Path) -> None:
    """Without the old key nothing is changed, and the setting is named."""
    store = CachedTrackerStore(DOMAIN, host=f"sqlite:///{tmp_path / 'engine.db'}")
    with store.session_scope() as session:
        data = SealedEvents([OLD]).seal("{}")
        session.add(store.SQLEvent(sender_id="c", type_name="user", timestamp=0.0, data=data))
        session.commit()
    with pytest.raises(ValueError, match="DATA_KEYS"):
        rotate(str(store.engine.url), SealedEvents([NEW]))
