"""Locks that hold between several web processes on one PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import blake2b

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

LOCK_NOT_AVAILABLE = "55P03"
# Each conversation that is being answered holds one connection.
POOL_SIZE = 10
POOL_OVERFLOW = 10


class AdvisoryLocks:
    """One lock for each conversation, held by an open transaction.

    The connections are a pool of their own: those who wait for a lock can not take the
    connection away that its holder needs to finish.

    Args:
        url: `postgresql+psycopg://…`
    """

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(
            url, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW, pool_pre_ping=True
        )

    @asynccontextmanager
    async def hold(self, name: str, deadline: float) -> AsyncIterator[None]:
        """Hold the lock of that name.

        Args:
            name: Name of the lock.
            deadline: When to give up waiting, on the clock of the event loop, in seconds.

        Raises:
            TimeoutError: The lock was not free before the deadline.
        """
        async with asyncio.timeout_at(deadline):
            connection = await self._engine.connect()
        try:
            await _take(connection, name, deadline)
            yield
        finally:
            # Closing ends the transaction, and with it the lock.
            await connection.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


async def _take(connection: AsyncConnection, name: str, deadline: float) -> None:
    """Wait for the lock until the deadline; the server itself ends the waiting."""
    left_ms = max(1, int((deadline - asyncio.get_running_loop().time()) * 1000))
    key = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
    await connection.execute(text(f"SET LOCAL lock_timeout = {left_ms}"))
    try:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
            raise TimeoutError from None
        raise
