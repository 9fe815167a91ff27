"""What is erased from a conversation, or sealed in it, is nowhere to be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from components.tracker_store import CachedTrackerStore
from tests.components.conversations import CONVERSATION, dicts, say, session_start
from tests.components.stored import open_again, open_store, rows, take_turn, take_turns

pytestmark = pytest.mark.usefixtures("no_key")


async def test_forget_erases_one_conversation(store: CachedTrackerStore, tmp_path: Path) -> None:
    """All sessions of the conversation go, from memory and database, and no other does."""
    await take_turn(store, "one")
    tracker = await store.retrieve(CONVERSATION)
    assert tracker is not None
    say(tracker, session_start())
    await store.save(tracker)
    await take_turn(store, "mine", "another_conversation")
    count = len(rows(tmp_path / "engine.db"))
    assert await store.forget(CONVERSATION) == count
    assert await store.retrieve(CONVERSATION) is None
    assert list(await store.keys()) == ["another_conversation"]
    assert await store.forget(CONVERSATION) == 0


async def test_forgotten_words_are_in_no_file(store: CachedTrackerStore, tmp_path: Path) -> None:
    """What was deleted is overwritten while the engine runs, in the write-ahead log as well."""
    await take_turns(store, "one", "quetzalmarimba")
    assert _holds(tmp_path, b"quetzalmarimba")
    await store.forget(CONVERSATION)
    assert not _holds(tmp_path, b"quetzalmarimba")


async def test_renewed_conversation_keeps_slots_only(
    store: CachedTrackerStore, tmp_path: Path
) -> None:
    """After a form what was said is gone from memory and table; slots and the next turn work."""
    await take_turns(store, "one", "Maria")
    tracker = await store.look(CONVERSATION)
    assert tracker is not None
    await store.renew(tracker)
    kept = rows(tmp_path / "engine.db")
    assert [row[0] for row in kept] == ["action", "session_started", "slot", "action"]
    assert [row[4]["value"] for row in kept if row[0] == "slot"] == ["Maria"]
    for reader in (store, open_again(store)):
        renewed = await reader.look(CONVERSATION)
        assert renewed is not None
        assert renewed.get_slot("name") == "Maria"
        assert not [event for event in renewed.events if event.type_name == "user"]
    await take_turn(store, "two")
    texts = [row[4]["text"] for row in rows(tmp_path / "engine.db") if row[0] == "user"]
    assert texts == ["two"]


async def test_failed_renewal_changes_nothing(
    store: CachedTrackerStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deleting and writing are one transaction."""
    await take_turns(store, "one", "two")
    before = rows(tmp_path / "engine.db")
    tracker = await store.look(CONVERSATION)
    assert tracker is not None
    with monkeypatch.context() as patch:
        patch.setattr(store, "_row", _fail)
        with pytest.raises(sa.exc.OperationalError):
            await store.renew(tracker)
    assert rows(tmp_path / "engine.db") == before


async def test_with_a_key_the_table_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No word of a visitor is in the file; with the key all is read again."""
    monkeypatch.setenv("DATA_KEYS", Fernet.generate_key().decode())
    store = open_store(tmp_path)
    await take_turns(store, "one", "quetzalmarimba")
    store.engine.dispose()
    assert not _holds(tmp_path, b"quetzalmarimba")
    assert "quetzalmarimba" in json.dumps(dicts(await open_again(store).retrieve(CONVERSATION)))
    monkeypatch.delenv("DATA_KEYS")
    with pytest.raises(ValueError, match="DATA_KEYS"):
        await open_again(store).retrieve(CONVERSATION)


def _holds(folder: Path, words: bytes) -> bool:
    return any(words in path.read_bytes() for path in folder.iterdir())


def _fail(*_: Any) -> None:
    raise sa.exc.OperationalError("INSERT", {}, Exception("disk full"))
