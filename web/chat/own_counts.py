"""Counts requests in the memory of this process."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable


class OwnCounts:
    """Lets so many requests pass in any span of time.

    The storage that `limits` has for this goes through all whom it knows, and to a thread for
    each, whenever somebody comes.

    Args:
        most: How many requests of one sender may pass.
        seconds: In which span of time.
        clock: What tells the time, in seconds.
    """

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        # When the requests of each passed, at most `most`; who passed last stands at the end.
        self._passed: OrderedDict[str, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        """Give how many senders it remembers."""
        return len(self._passed)

    def hit(self, name: str) -> float | None:
        """Count one request.

        Args:
            name: Who sent it.

        Returns:
            None if it may pass, otherwise after how many seconds the next one may.
        """
        if self._most == 0:
            return self._seconds
        now = self._clock()
        self._forget(now - self._seconds)
        passed = self._passed.setdefault(name, deque(maxlen=self._most))
        if len(passed) == self._most and passed[0] > now - self._seconds:
            return passed[0] + self._seconds - now
        passed.append(now)
        self._passed.move_to_end(name)
        return None

    def _forget(self, before: float) -> None:
        """Forget those of whom nothing has passed since then."""
        while self._passed:
            name, passed = next(iter(self._passed.items()))
            if passed[-1] > before:
                return
            del self._passed[name]
