"""What a confidence is worth: does 80 % sure mean right in 80 of 100 cases?

The expected calibration error (Naeini et al. 2015) is the gap between confidence and share of
right answers, averaged over bins of equal width, each weighing as much as it has readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.figures import table

BINS = 15
SHOWN_BINS = 5  # of the reliability table


@dataclass(frozen=True)
class Bin:
    """Readings of about the same confidence.

    Attributes:
        start: Its lower end, which belongs to it only if it is 0.
        end: Its upper end.
        count: How many readings it has.
        confidence: Their mean confidence.
        right: The share of right ones.
    """

    start: float
    end: float
    count: int
    confidence: float
    right: float


def bins(confidence: Sequence[float], right: Sequence[bool], count: int = BINS) -> list[Bin]:
    """Sorts readings into bins of equal width, 0 to 1; empty ones are left out."""
    sure, hits = np.array(confidence, float), np.array(right, float)
    place = np.clip(np.ceil(sure * count).astype(int) - 1, 0, count - 1)
    found = []
    for number in np.unique(place):
        own = place == number
        ends = float(number / count), float((number + 1) / count)
        mean, share = float(sure[own].mean()), float(hits[own].mean())
        found.append(Bin(*ends, int(own.sum()), mean, share))
    return found


def calibration_error(
    confidence: Sequence[float], right: Sequence[bool], count: int = BINS
) -> float:
    """Gives the expected calibration error, 0 to 1; nan where there are no readings."""
    found = bins(confidence, right, count)
    total = sum(one.count for one in found)
    if not total:
        return float("nan")
    return sum(one.count * abs(one.confidence - one.right) for one in found) / total


def best_threshold(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Gives the confidence from which on to answer: most right answers minus wrong ones.

    Of several thresholds that are equally good it is the lowest: the most is answered.
    """
    gains: dict[float, int] = {}
    for sure, hit in zip(confidence, right, strict=True):
        gains[sure] = gains.get(sure, 0) + (1 if hit else -1)
    best, total, threshold = 0, 0, 1.0
    for sure in sorted(gains, reverse=True):
        total += gains[sure]
        if total >= best:
            best, threshold = total, sure
    return threshold


def reliability_table(confidence: Sequence[float], right: Sequence[bool]) -> str:
    """Gives a Markdown table of a few bins."""
    rows = [
        [
            f"{one.start:.1f} to {one.end:.1f}",
            f"{one.count:,}",
            f"{100 * one.confidence:.1f} %",
            f"{100 * one.right:.1f} %",
        ]
        for one in bins(confidence, right, SHOWN_BINS)
    ]
    return table(["Confidence", "Readings", "Mean confidence", "Right"], rows)
