"""What the figures about confidences say, on cases worked out by hand and on any readings."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.calibration import best_threshold, bins, calibration_error, reliability_table

READINGS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def test_by_hand() -> None:
    """Two bins: 0.1 off in three of four readings, 0.4 off in the fourth."""
    sure, right = [0.9, 0.9, 0.9, 0.4], [True, True, True, False]
    assert calibration_error(sure, right, 2) == pytest.approx(0.75 * 0.1 + 0.25 * 0.4)
    assert [(one.start, one.end, one.count) for one in bins(sure, right, 2)] == [
        (0.0, 0.5, 1),
        (0.5, 1.0, 3),
    ]


def test_perfect() -> None:
    """Right in four of five cases at 80 % is no error."""
    assert calibration_error([0.8] * 5, [True] * 4 + [False]) == pytest.approx(0)


def test_edges() -> None:
    """A bin holds its upper end; 0 falls into the first one."""
    assert [one.count for one in bins([0.0, 0.5, 0.51, 1.0], [True] * 4, 2)] == [2, 2]


def test_no_readings() -> None:
    """Nothing read, no error to speak of."""
    assert math.isnan(calibration_error([], []))


@pytest.mark.parametrize(
    ("sure", "right", "threshold"),
    [
        ([0.9, 0.8, 0.3, 0.2], [True, True, False, False], 0.8),
        ([0.9, 0.5, 0.4], [True, False, True], 0.4),  # as good as 0.9, and more is answered
        ([0.9, 0.5, 0.5], [True, True, False], 0.5),
        ([0.9, 0.8], [False, False], 1.0),  # best answer nothing
    ],
)
def test_threshold(sure: list[float], right: list[bool], threshold: float) -> None:
    """The threshold is the one with the most right answers minus wrong ones."""
    assert best_threshold(sure, right) == threshold


@given(READINGS)
def test_error_is_a_share(readings: list[tuple[float, bool]]) -> None:
    """The error is 0 to 1, and the bins hold all readings."""
    sure, right = [r[0] for r in readings], [r[1] for r in readings]
    assert 0 <= calibration_error(sure, right) <= 1
    assert sum(one.count for one in bins(sure, right)) == len(readings)


@given(READINGS)
def test_no_threshold_is_better(readings: list[tuple[float, bool]]) -> None:
    """No confidence that occurs would have gained more."""

    def gain(threshold: float) -> int:
        return sum((1 if hit else -1) for sure, hit in readings if sure >= threshold)

    chosen = best_threshold([r[0] for r in readings], [r[1] for r in readings])
    assert max(gain(sure) for sure, _ in readings) <= max(gain(chosen), 0)


def test_table() -> None:
    """Empty bins take no line."""
    assert reliability_table([0.95, 0.85], [True, False]).splitlines()[2:] == [
        "| 0.8 to 1.0 | 2 | 90.0 % | 50.0 % |"
    ]
