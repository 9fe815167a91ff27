"""One message at a time in each conversation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from storage.advisory_locks import AdvisoryLocks
from web.chat.glance import CountingLock, Glance


class ConversationLocks:
    """A lock for each conversation, first come, first served.

    Within this process it is a plain lock; with PostgreSQL one of the database comes on top,
    so that several web processes are safe.

    Args:
        database_url: As in the settings.
    """

    def __init__(self, database_url: str) -> None:
        # Whoever holds or awaits a lock keeps it alive; after that it is gone by itself.
        self._locks: WeakValueDictionary[str, CountingLock] = WeakValueDictionary()
        self._arrivals: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        shared = not database_url.startswith("sqlite")
        self._shared = AdvisoryLocks(database_url) if shared else None
        self.waiting = 0
        """How many wait for a lock of this process now."""

    def arrival(self, conversation_id: str) -> asyncio.Lock:
        """Give the lock under which a message gets its number and begins to wait for its turn.

        Without it, of two messages that get their numbers at once the later one may come first.

        Args:
            conversation_id: The conversation.
        """
        return self._arrivals.setdefault(conversation_id, asyncio.Lock())

    def glance(self, conversation_id: str) -> Glance | None:
        """Look at the lock of a conversation, to know later whether anybody had it meanwhile.

        Args:
            conversation_id: The conversation.

        Returns:
            None: that can not be known, for somebody has it now, or may have it in another
            process.
        """
        lock = self._lock(conversation_id)
        return None if self._shared or lock.locked() else Glance(lock, lock.taken)

    @asynccontextmanager
    async def hold(self, conversation_id: str, deadline: float) -> AsyncIterator[None]:
        """Hold the lock of a conversation.

        Args:
            conversation_id: The conversation.
            deadline: When to give up waiting, on the clock of the event loop, in seconds.

        Raises:
            TimeoutError: The lock was not free before the deadline.
        """
        lock = self._lock(conversation_id)
        self.waiting += 1
        try:
            async with asyncio.timeout_at(deadline):
                await lock.acquire()
                lock.taken += 1
        finally:
            self.waiting -= 1
        try:
            async with AsyncExitStack() as stack:
                if self._shared:
                    await stack.enter_async_context(self._shared.hold(conversation_id, deadline))
                yield
        finally:
            lock.release()

    def _lock(self, conversation_id: str) -> CountingLock:
        return self._locks.setdefault(conversation_id, CountingLock())

    async def close(self) -> None:
        """Close all connections."""
        if self._shared:
            await self._shared.close()
