"""Whether a look at a conversation's lock tells that nobody had it meanwhile."""

from __future__ import annotations

import asyncio

from web.chat.locks import ConversationLocks

SQLITE = "sqlite+aiosqlite:///nowhere.db"
HERE, OTHER = "c" * 32, "d" * 32


def soon() -> float:
    """Give a deadline that is far enough."""
    return asyncio.get_running_loop().time() + 60


async def test_nobody_came() -> None:
    """Who takes a free lock right after the glance, is undisturbed; others' locks do not count."""
    locks = ConversationLocks(SQLITE)
    glance = locks.glance(HERE)
    assert glance is not None
    async with locks.hold(OTHER, soon()), locks.hold(HERE, soon()):
        assert glance.undisturbed


async def test_somebody_was_faster() -> None:
    """Somebody had the lock between the glance and the taking, and is gone again."""
    locks = ConversationLocks(SQLITE)
    glance = locks.glance(HERE)
    assert glance is not None
    async with locks.hold(HERE, soon()):
        pass
    async with locks.hold(HERE, soon()):
        assert not glance.undisturbed


async def test_somebody_has_it() -> None:
    """Of a lock that is held nothing can be told."""
    locks = ConversationLocks(SQLITE)
    async with locks.hold(HERE, soon()):
        assert locks.glance(HERE) is None


async def test_several_processes() -> None:
    """Neither where another process may have had it."""
    locks = ConversationLocks("postgresql+psycopg://127.0.0.1/nowhere")
    assert locks.glance(HERE) is None
    await locks.close()
