"""Rate limits, kept in the memory of this process."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from web.api_error import ApiError


class RateLimits:
    """Counts what each address or conversation does.

    Args:
        **rates: For each kind of request its rate, such as `40/minute;400/hour`.
    """

    def __init__(self, **rates: str) -> None:
        self._items: dict[str, list[RateLimitItem]] = {
            kind: parse_many(rate) for kind, rate in rates.items()
        }
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def spend(self, kind: str, who: str) -> None:
        """Count one request.

        Args:
            kind: Which of the rates.
            who: Address or conversation id.

        Raises:
            ApiError: Too many; status 429 with the seconds to wait.
        """
        for item in self._items[kind]:
            if not await self._limiter.hit(item, kind, who):
                stats = await self._limiter.get_window_stats(item, kind, who)
                wait = max(1, math.ceil(stats.reset_time - time.time()))
                raise ApiError(429, "too_many", "Too many requests, please wait.", retry=wait)
