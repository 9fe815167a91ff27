"""Locks between several web processes on one PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from storage.advisory_locks import AdvisoryLocks

FAR = 3600.0


@pytest_asyncio.fixture
async def programs(postgres_url: str) -> AsyncIterator[tuple[AdvisoryLocks, AdvisoryLocks]]:
    """Two programs that know nothing of each other."""
    pair = AdvisoryLocks(postgres_url), AdvisoryLocks(postgres_url)
    yield pair
    for program in pair:
        await program.close()


def deadline(seconds: float) -> float:
    """Return a moment on the clock of the event loop."""
    return asyncio.get_running_loop().time() + seconds


async def test_one_at_a_time(programs: tuple[AdvisoryLocks, AdvisoryLocks]) -> None:
    """While one program holds a lock, the other gives up at its deadline; then it is free."""
    first, second = programs
    async with first.hold("a", deadline(FAR)):
        with pytest.raises(TimeoutError):
            async with second.hold("a", deadline(0.05)):
                pytest.fail("two held one lock")
        async with second.hold("b", deadline(FAR)):
            pass
    async with second.hold("a", deadline(FAR)):
        pass


async def test_waiting_is_rewarded(programs: tuple[AdvisoryLocks, AdvisoryLocks]) -> None:
    """Who waits gets the lock when it is free."""
    first, second = programs
    order: list[str] = []

    async def follow() -> None:
        async with second.hold("a", deadline(FAR)):
            order.append("second")

    async with first.hold("a", deadline(FAR)):
        task = asyncio.create_task(follow())
        await asyncio.sleep(0.05)
        order.append("first")
    await task
    assert order == ["first", "second"]


async def test_an_error_frees_the_lock(programs: tuple[AdvisoryLocks, AdvisoryLocks]) -> None:
    """A holder that fails does not keep the lock."""
    first, second = programs
    with pytest.raises(ZeroDivisionError):
        async with first.hold("a", deadline(FAR)):
            raise ZeroDivisionError
    async with second.hold("a", deadline(FAR)):
        pass
