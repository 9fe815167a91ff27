"""Rate limits, counted in Redis for all web processes, or in the memory of this one."""

from __future__ import annotations

import asyncio
import math
import time
from hashlib import blake2b
from typing import Any

from limits import RateLimitItem, parse_many
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from logs import note
from web.api_error import ApiError
from web.chat.own_counts import OwnCounts

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
        self._rates: dict[str, list[tuple[RateLimitItem, OwnCounts]]] = {
            kind: [(item, OwnCounts(item.amount, item.get_expiry())) for item in parse_many(rate)]
            for kind, rate in rates.items()
        }
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
        for item, own in self._rates[kind]:
            seconds = await self._count(item, own, kind, name)
            if seconds is not None:
                wait = max(1, math.ceil(seconds))
                raise ApiError(429, "too_many", "Too many requests, please wait.", retry=wait)

    async def close(self) -> None:
        """Close all connections."""
        if self._redis:
            bridge: Any = self._redis.bridge  # not typed
            await bridge.get_connection().aclose()

    async def _count(
        self, item: RateLimitItem, own: OwnCounts, kind: str, name: str
    ) -> float | None:
        """Count one request of one rate, in Redis if it is there; see `OwnCounts.hit`."""
        clock = asyncio.get_running_loop().time
        if self._redis is None or (self._away_until or 0) > clock():
            return own.hit(name)
        try:
            async with asyncio.timeout(REDIS_SECONDS):
                seconds = await _hit(self._shared, item, kind, name)
        except (StorageError, OSError) as error:
            if self._away_until is None:
                note("redis_away", error=error)
            self._away_until = clock() + AGAIN_SECONDS
            return own.hit(name)
        if self._away_until is not None:
            note("redis_back")
            self._away_until = None
        return seconds


async def _hit(
    limiter: MovingWindowRateLimiter, item: RateLimitItem, kind: str, name: str
) -> float | None:
    """Count one request in Redis; see `OwnCounts.hit`."""
    if await limiter.hit(item, kind, name):
        return None
    return (await limiter.get_window_stats(item, kind, name)).reset_time - time.time()
