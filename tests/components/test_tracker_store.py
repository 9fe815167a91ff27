"""Conversations are kept exactly as Rasa would keep them, and only whole turns."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.utils.endpoints import read_endpoint_config

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
from tests.components.stored import open_again, open_store, rows, take_turn, take_turns

pytestmark = pytest.mark.usefixtures("no_key")


def test_rasa_builds_it_from_endpoints_yml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """endpoints.yml as it stands gives this store, with the database of the environment."""
    url = f"sqlite:///{tmp_path / 'new' / 'engine.db'}"
    monkeypatch.setenv("ENGINE_DATABASE_URL", url)
    store = TrackerStore.create(read_endpoint_config("endpoints.yml", "tracker_store"), DOMAIN)
    assert isinstance(store, CachedTrackerStore)
    assert str(store.engine.url) == url


async def test_unknown_conversation_is_none(store: CachedTrackerStore) -> None:
    """A conversation that nobody began is not there, and asking for it stores nothing."""
    assert await store.retrieve(CONVERSATION) is None
    assert list(await store.keys()) == []


async def test_recent_conversation_is_not_read_again(store: CachedTrackerStore) -> None:
    """The next turn gets the very tracker that the last one saved."""
    await take_turn(store, "one")
    tracker = await store.retrieve(CONVERSATION)
    assert tracker is not None
    say(tracker, turn("two"))
    await store.save(tracker)
    assert await store.retrieve(CONVERSATION) is tracker


async def test_failed_turn_leaves_nothing_behind(store: CachedTrackerStore) -> None:
    """Events of a turn that was never saved are not seen by the next one."""
    await take_turns(store, "one", "two")
    before = dicts(await open_again(store).retrieve(CONVERSATION))
    broken = await store.retrieve(CONVERSATION)
    assert broken is not None
    say(broken, turn("lost"))
    assert dicts(await store.retrieve(CONVERSATION)) == before


async def test_turn_that_cannot_be_stored_leaves_nothing_behind(
    store: CachedTrackerStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the database fails the turn fails, and the next one goes on from what was stored."""
    await take_turns(store, "one", "two")
    stored = rows(tmp_path / "engine.db")
    with monkeypatch.context() as patch:
        patch.setattr(store, "_insert", _fail)
        with pytest.raises(sa.exc.OperationalError):
            await take_turn(store, "lost")
    await take_turn(store, "three")
    kept = rows(tmp_path / "engine.db")
    assert kept[: len(stored)] == stored
    assert [row[4]["text"] for row in kept if row[0] == "user"] == ["one", "two", "three"]


async def test_cancelled_turn_leaves_nothing_behind(
    store: CachedTrackerStore, tmp_path: Path
) -> None:
    """A turn that is cancelled in its middle is as if it had never been."""
    await take_turns(store, "one", "two")
    begun = asyncio.Event()

    async def cut_off() -> None:
        tracker = await store.retrieve(CONVERSATION)
        assert tracker is not None
        say(tracker, turn("lost"))
        begun.set()
        await asyncio.sleep(60)
        await store.save(tracker)

    task = asyncio.create_task(cut_off())
    await begun.wait()
    task.cancel()
    await asyncio.wait([task])
    await take_turn(store, "three")
    texts = [row[4]["text"] for row in rows(tmp_path / "engine.db") if row[0] == "user"]
    assert texts == ["one", "two", "three"]


async def test_restart_reads_the_same_events(store: CachedTrackerStore) -> None:
    """A new process reads what the old one had in memory."""
    await take_turns(store, "one", "two", "three")
    assert dicts(await open_again(store).retrieve(CONVERSATION)) == dicts(
        await store.retrieve(CONVERSATION)
    )


async def test_restart_after_a_new_session_reads_the_same_events(
    store: CachedTrackerStore,
) -> None:
    """Memory and database agree also when a new session began: only the latest one is read."""
    await take_turn(store, "last week")
    tracker = await store.retrieve(CONVERSATION)
    assert tracker is not None
    say(tracker, [*session_start(), *turn("today")])
    await store.save(tracker)
    in_memory = dicts(await store.retrieve(CONVERSATION))
    assert in_memory == dicts(await open_again(store).retrieve(CONVERSATION))
    assert "last week" not in json.dumps(in_memory)


@pytest.mark.parametrize("restarts", [False, True], ids=["in one process", "with restarts"])
async def test_rows_equal_those_of_rasas_own_store(tmp_path: Path, restarts: bool) -> None:
    """Turn by turn, sessions and restarts included, the table is what Rasa's store writes."""
    ours = open_store(tmp_path)
    theirs = SQLTrackerStore(DOMAIN, db=str(tmp_path / "rasa.db"))
    said = [session_start() + turn("one"), turn("two"), turn("three")]
    said += [session_start() + turn("four"), turn("five")]
    for events in said:
        for store in (ours, theirs):
            tracker = await store.retrieve(CONVERSATION) or new_tracker()
            say(tracker, events)
            await store.save(tracker)
        ours = open_again(ours) if restarts else ours
    assert rows(tmp_path / "engine.db") == rows(tmp_path / "rasa.db")
    assert len(rows(tmp_path / "engine.db")) == sum(map(len, said))
    full = await ours.retrieve_full_tracker(CONVERSATION)
    assert dicts(full) == dicts(await theirs.retrieve_full_tracker(CONVERSATION))


async def test_saving_twice_stores_each_event_once(
    store: CachedTrackerStore, tmp_path: Path
) -> None:
    """A turn that saves in between and again at its end adds only what is new."""
    await take_turn(store, "one")
    tracker = await store.retrieve(CONVERSATION)
    assert tracker is not None
    for text in ("two", "three"):
        say(tracker, turn(text))
        await store.save(tracker)
        await store.save(tracker)
    texts = [row[4]["text"] for row in rows(tmp_path / "engine.db") if row[0] == "user"]
    assert texts == ["one", "two", "three"]
    assert len(rows(tmp_path / "engine.db")) == len(session_start()) + 3 * len(turn(""))


async def test_conversations_at_the_same_time_do_not_mix(
    store: CachedTrackerStore, tmp_path: Path
) -> None:
    """Twenty visitors at once each find their own words, in their order."""
    people = [f"visitor_{number}" for number in range(20)]

    async def talk(person: str) -> None:
        for number in range(3):
            await take_turn(store, f"{person} {number}", person)
            await asyncio.sleep(0)

    await asyncio.gather(*map(talk, people))
    for person in people:
        texts = [row[4]["text"] for row in rows(tmp_path / "engine.db", person) if row[0] == "user"]
        assert texts == [f"{person} {number}" for number in range(3)]


async def test_memory_is_bounded(tmp_path: Path) -> None:
    """The conversation that was used longest ago leaves memory; it is read again when needed."""
    store = open_store(tmp_path, max_cached=2)
    trackers = {}
    for name in ("first", "second", "third"):
        await take_turn(store, "one", name)
        trackers[name] = await store.retrieve(name)
        assert trackers[name] is not None
        await store.save(trackers[name])
    assert await store.retrieve("third") is trackers["third"]
    read_again = await store.retrieve("first")
    assert read_again is not trackers["first"]
    assert dicts(read_again) == dicts(trackers["first"])


async def test_sqlite_waits_for_a_writer(store: CachedTrackerStore) -> None:
    """Readers go on beside a writer (WAL), and a second writer waits instead of failing."""
    with store.engine.connect() as connection:
        assert connection.execute("PRAGMA journal_mode").scalar() == "wal"
        assert connection.execute("PRAGMA busy_timeout").scalar() == 5000


async def test_hostile_id_does_not_end_the_process(store: CachedTrackerStore) -> None:
    """An id that no database can hold is an error of one call; Rasa's own store calls sys.exit."""
    with pytest.raises(ValueError, match="surrogates"):
        await store.retrieve("\ud800")


async def test_rasas_agent_takes_it(store: CachedTrackerStore) -> None:
    """Rasa's agent gives it the model's domain."""
    agent = Agent(domain=DOMAIN, tracker_store=store)
    await take_turn(agent.tracker_store, "one")
    assert dicts(await store.retrieve(CONVERSATION))


async def test_a_look_changes_nothing(store: CachedTrackerStore) -> None:
    """The conversation stays in memory, the very same; an unknown one stays unknown."""
    assert await store.look(CONVERSATION) is None
    await take_turns(store, "one", "two")
    seen = await store.look(CONVERSATION)
    assert await store.look(CONVERSATION) is seen
    assert await store.retrieve(CONVERSATION) is seen


def _fail(*_: Any) -> None:
    raise sa.exc.OperationalError("INSERT", {}, Exception("disk full"))
