"""Two engines on one database: neither answers from an older copy, nor writes over the other."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pgserver.postgres_server import get_server
from rasa.shared.core.trackers import DialogueStateTracker

from components.conversation_moved import ConversationMovedError
from components.made_sure import one_turn
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
from tests.components.stored import take_turn

Engines = tuple[CachedTrackerStore, CachedTrackerStore]
_numbers = count(1)

# Which engine does what: the ways in which a conversation is read and written.
STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["turn", "look", "fail", "renew", "forget"])),
    min_size=2,
    max_size=12,
)


@pytest.fixture(autouse=True, scope="module")
def no_key() -> Iterator[None]:
    """Events are stored as Rasa stores them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATA_KEYS", raising=False)
        yield


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engines(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Two stores, as two engine processes open them on one database."""
    if request.param == "sqlite":
        yield from _open(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'engine.db'}")
        return
    # pgserver runs it as another user when we are root: pytest's own folders are closed to it.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield from _open(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _open(url: str) -> Iterator[Engines]:
    pair = CachedTrackerStore(DOMAIN, host=url), CachedTrackerStore(DOMAIN, host=url)
    yield pair
    for store in pair:
        store.engine.dispose()


@pytest.fixture
def conversation() -> str:
    """The id of a conversation that no other test has."""
    return f"{CONVERSATION}_{next(_numbers)}"


async def test_copy_of_before_is_not_answered_from(engines: Engines, conversation: str) -> None:
    """The engine that was away goes on from what the other one stored, not from its own copy."""
    here, there = engines
    await take_turn(here, "one", conversation)
    await take_turn(here, "two", conversation)
    await take_turn(there, "three", conversation)
    assert _texts(await here.look(conversation)) == ["one", "two", "three"]
    await take_turn(here, "four", conversation)
    assert _texts(await there.look(conversation)) == ["one", "two", "three", "four"]


async def test_copy_that_is_current_is_not_read_again(engines: Engines, conversation: str) -> None:
    """An engine that alone answers a conversation keeps it in memory."""
    here, _ = engines
    await take_turn(here, "one", conversation)
    await take_turn(here, "two", conversation)
    assert await here.look(conversation) is await here.look(conversation)


async def test_turn_asks_the_database_once(
    engines: Engines, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn compares its copy once; the next turn does so again."""
    here, there = engines
    await take_turn(here, "one", conversation)
    await take_turn(here, "two", conversation)
    asked, newest_of = [], here._newest_of

    def ask(sender_id: str) -> Any:
        asked.append(sender_id)
        return newest_of(sender_id)

    monkeypatch.setattr(here, "_newest_of", ask)
    with one_turn():
        await here.look(conversation)
        await take_turn(here, "three", conversation)
        assert _texts(await here.look(conversation)) == ["one", "two", "three"]
    assert len(asked) == 1
    await take_turn(there, "four", conversation)
    with one_turn():
        assert _texts(await here.look(conversation)) == ["one", "two", "three", "four"]


async def test_turn_that_was_overtaken_is_not_stored(engines: Engines, conversation: str) -> None:
    """What another engine stores after the comparison is not written over."""
    here, there = engines
    await take_turn(here, "one", conversation)
    await take_turn(here, "two", conversation)
    with one_turn():
        await here.look(conversation)
        await take_turn(there, "three", conversation)
        with pytest.raises(ConversationMovedError):
            await take_turn(here, "late", conversation)
    with one_turn():
        assert _texts(await here.look(conversation)) == ["one", "two", "three"]


async def test_turn_on_top_of_what_is_gone_is_not_stored(
    engines: Engines, conversation: str
) -> None:
    """An engine that was thought dead ends its turn too late: nothing of it is kept."""
    here, there = engines
    await take_turn(here, "one", conversation)
    late = await here.retrieve(conversation)
    assert late is not None
    await take_turn(there, "two", conversation)
    say(late, turn("two"))
    with pytest.raises(ConversationMovedError):
        await here.save(late)
    assert _texts(await here.look(conversation)) == ["one", "two"]
    stored = await there.look(conversation)
    assert stored is not None
    assert dicts(stored) == dicts(await here.look(conversation))


async def test_late_end_of_a_form_does_not_wipe_the_others_turn(
    engines: Engines, conversation: str
) -> None:
    """A new session replaces only what was read."""
    here, there = engines
    await take_turn(here, "one", conversation)
    late = await here.look(conversation)
    assert late is not None
    await take_turn(there, "two", conversation)
    with pytest.raises(ConversationMovedError):
        await here.renew(late)
    assert _texts(await here.look(conversation)) == ["one", "two"]


async def test_first_turn_at_once(engines: Engines, conversation: str) -> None:
    """Of two engines that take the same first message one stores it, however they race."""
    begun = []
    for store in engines:
        assert await store.retrieve(conversation) is None
        tracker = new_tracker(conversation)
        say(tracker, [*session_start(), *turn("one")])
        begun.append(store.save(tracker))
    ends = await asyncio.gather(*begun, return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["ConversationMovedError", "NoneType"]
    assert _texts(await engines[0].look(conversation)) == ["one"]


@given(STEPS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_of_two_engines_reads_as_one(
    engines: Engines, steps: list[tuple[int, str]]
) -> None:
    """Whoever answers, fails, begins a new session or forgets: both read what one would read."""
    asyncio.run(_play(engines, f"{CONVERSATION}_{next(_numbers)}", steps))


async def _play(engines: Engines, conversation: str, steps: list[tuple[int, str]]) -> None:
    expected: list[str] = []
    for number, (which, what) in enumerate(steps):
        store = engines[which]
        if what == "turn":
            await take_turn(store, str(number), conversation)
            expected.append(str(number))
        elif what == "fail":
            tracker = await store.retrieve(conversation)
            if tracker:
                say(tracker, turn("lost"))
        elif what == "renew":
            tracker = await store.look(conversation)
            if tracker:
                await store.renew(tracker)
                expected.clear()
        elif what == "forget":
            await store.forget(conversation)
            expected.clear()
        assert _texts(await store.look(conversation)) == expected
    read = [await store.look(conversation) for store in engines]
    assert [_texts(tracker) for tracker in read] == [expected, expected]


def _texts(tracker: DialogueStateTracker | None) -> list[str]:
    """What the visitor has said."""
    events = tracker.events if tracker else []
    return [event.as_dict()["text"] for event in events if event.type_name == "user"]
