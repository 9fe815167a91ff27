"""Messages of one conversation are answered one after the other, at once and in order."""

from __future__ import annotations

import asyncio
import time

import pytest
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import read_endpoint_config

from components.lock_store import InProcessLockStore

CONVERSATION = "conversation"


@pytest.fixture
def store() -> InProcessLockStore:
    """A store without locks."""
    return InProcessLockStore()


def test_rasa_builds_it_from_endpoints_yml() -> None:
    """endpoints.yml as it stands gives this store."""
    store = LockStore.create(read_endpoint_config("endpoints.yml", "lock_store"))
    assert isinstance(store, InProcessLockStore)


async def test_five_turns_in_order(store: InProcessLockStore) -> None:
    """Five quick messages are answered one at a time, as they came, without a poll's second."""
    log: list[str] = []

    async def turn(number: int) -> None:
        async with store.lock(CONVERSATION):
            log.append(f"begin {number}")
            await asyncio.sleep(0.01)
            log.append(f"end {number}")

    started = time.monotonic()
    await asyncio.gather(*map(turn, range(5)))
    assert log == [f"{what} {number}" for number in range(5) for what in ("begin", "end")]
    assert time.monotonic() - started < 0.5


async def test_other_conversations_do_not_wait(store: InProcessLockStore) -> None:
    """A slow turn holds up nobody else."""
    async with store.lock(CONVERSATION):
        await asyncio.wait_for(hold(store, "another"), 1)


async def test_free_after_an_error(store: InProcessLockStore) -> None:
    """A turn that fails lets the next one in."""
    with pytest.raises(RuntimeError):
        async with store.lock(CONVERSATION):
            raise RuntimeError
    await asyncio.wait_for(hold(store), 1)


async def test_free_after_a_cancelled_turn(store: InProcessLockStore) -> None:
    """A turn that is cancelled lets the waiting one in."""
    cut_off = asyncio.create_task(hold(store, seconds=60))
    await asyncio.sleep(0)
    waiting = asyncio.create_task(hold(store))
    await asyncio.sleep(0)
    cut_off.cancel()
    await asyncio.wait_for(waiting, 1)


async def test_cancelled_while_waiting(store: InProcessLockStore) -> None:
    """One who gives up waiting disturbs neither the holder nor those behind."""
    order: list[int] = []

    async def turn(number: int) -> None:
        async with store.lock(CONVERSATION):
            order.append(number)
            await asyncio.sleep(0.02)

    tasks = [asyncio.create_task(turn(number)) for number in range(4)]
    await asyncio.sleep(0.005)
    tasks[1].cancel()
    await asyncio.wait(tasks)
    assert order == [0, 2, 3]


async def test_nothing_is_kept(store: InProcessLockStore) -> None:
    """Conversations that nobody waits for take no memory."""
    await asyncio.gather(*(hold(store, f"conversation {number}") for number in range(50)))
    with pytest.raises(RuntimeError):
        async with store.lock(CONVERSATION):
            raise RuntimeError
    assert not store._locks
    assert not store._waiting


async def hold(
    store: InProcessLockStore, conversation: str = CONVERSATION, seconds: float = 0
) -> None:
    """Takes a lock for a while."""
    async with store.lock(conversation):
        await asyncio.sleep(seconds)
