"""How long something took, counted as Prometheus wants it."""

from __future__ import annotations

from bisect import bisect_left

LIMITS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper edges in seconds, the same as those of the web server."""


class SecondsHistogram:
    """Counts durations by size."""

    def __init__(self) -> None:
        self._counts = [0] * (len(LIMITS) + 1)
        self._sum = 0.0

    def observe(self, seconds: float) -> None:
        """Counts a duration."""
        self._counts[bisect_left(LIMITS, seconds)] += 1
        self._sum += seconds

    def lines(self, name: str) -> list[str]:
        """Gives the samples in Prometheus's text form.

        Args:
            name: Name of the metric.
        """
        lines, total = [], 0
        for limit, count in zip((*map(str, LIMITS), "+Inf"), self._counts, strict=True):
            total += count
            lines.append(f'{name}_bucket{{le="{limit}"}} {total}')
        return [*lines, f"{name}_sum {self._sum}", f"{name}_count {total}"]
