"""Rate limits, counted in Redis for all web processes, or in the memory of this one."""

from __future__ import annotations

import asyncio
import math
import time
from hashlib import blake2b
from typing import Any

from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from logs import note
from web.api_error import ApiError

# A visitor does not wait longer for a count; the next one does not wait at all.
REDIS_SECONDS = 1
AGAIN_SECONDS = 10


class RateLimits:
    """Counts what each address or conversation does.

    Args:
        redis_url: Where the counts are shared; empty: this process counts for itself. It does so
            as well while Redis is away: visitors do not notice.
        secret: Makes what stands for an address in Redis.
        **rates: For each kind of request its rate, such as `40/minute;400/hour`.
    """

    def __init__(self, redis_url: str, secret: str, **rates: str) -> None:
        self._items: dict[str, list[RateLimitItem]] = {
            kind: parse_many(rate) for kind, rate in rates.items()
        }
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._key = blake2b(secret.encode()).digest()
        self._redis: RedisStorage | None = None
        if redis_url:
            self._redis = RedisStorage(
                f"async+{redis_url}", wrap_exceptions=True, implementation="redispy"
            )
            self._shared = MovingWindowRateLimiter(self._redis)
        self._away_until: float | None = None

    async def spend(self, kind: str, who: str) -> None:
        """Count one request.

        Args:
            kind: Which of the rates.
            who: Address or conversation id.

        Raises:
            ApiError: Too many; status 429 with the seconds to wait.
        """
        name = blake2b(who.encode(), key=self._key, digest_size=16).hexdigest()
        for item in self._items[kind]:
            reset = await self._count(item, kind, name)
            if reset is not None:
                wait = max(1, math.ceil(reset - time.time()))
                raise ApiError(429, "too_many", "Too many requests, please wait.", retry=wait)

    async def close(self) -> None:
        """Close all connections."""
        if self._redis:
            bridge: Any = self._redis.bridge  # not typed
            await bridge.get_connection().aclose()

    async def _count(self, item: RateLimitItem, kind: str, name: str) -> float | None:
        """Count one request of one rate, in Redis if it is there; see `_hit`."""
        clock = asyncio.get_running_loop().time
        if self._redis is None or (self._away_until or 0) > clock():
            return await _hit(self._own, item, kind, name)
        try:
            async with asyncio.timeout(REDIS_SECONDS):
                reset = await _hit(self._shared, item, kind, name)
        except (StorageError, OSError) as error:
            if self._away_until is None:
                note("redis_away", error=error)
            self._away_until = clock() + AGAIN_SECONDS
            return await _hit(self._own, item, kind, name)
        if self._away_until is not None:
            note("redis_back")
            self._away_until = None
        return reset


async def _hit(
    limiter: MovingWindowRateLimiter, item: RateLimitItem, kind: str, name: str
) -> float | None:
    """Count one request; None if it may pass, otherwise when the next one may (Unix time)."""
    if await limiter.hit(item, kind, name):
        return None
    return (await limiter.get_window_stats(item, kind, name)).reset_time
