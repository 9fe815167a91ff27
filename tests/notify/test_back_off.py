"""The pauses between tries: short at first, an hour at most, an end after a day."""

from __future__ import annotations

from datetime import timedelta
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.back_off import JITTER, next_pause


def pauses(share: float) -> list[timedelta]:
    """Give all pauses of a notice that never gets through."""
    found: list[timedelta] = []
    for attempts in count(1):
        pause = next_pause(attempts, random=lambda: share)
        if pause is None:
            return found
        found.append(pause)
    raise AssertionError


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_about_a_day(share: float) -> None:
    """It doubles from half a minute, is never longer than an hour, and ends after a day."""
    found = pauses(share)
    assert timedelta(seconds=20) < found[0] <= timedelta(seconds=30)
    assert max(found) <= timedelta(hours=1)
    assert timedelta(hours=20) < sum(found, timedelta()) < timedelta(hours=28)
    ratios = [later / earlier for earlier, later in pairwise(found)]
    assert all(ratio == pytest.approx(2) for ratio in ratios[:6])


def test_refused_for_good() -> None:
    """Three refusals are the end, about an hour after the first."""
    assert next_pause(1, 1, lambda: 0) == timedelta(minutes=5)
    assert next_pause(2, 2, lambda: 0) == timedelta(hours=1)
    assert next_pause(3, 3) is None
    # An outage before does not count as a refusal.
    assert next_pause(20, 1) is not None


@given(st.integers(1, 33), st.integers(0, 2), st.floats(0, 1))
def test_jitter_only_shortens(attempts: int, refusals: int, share: float) -> None:
    """Those that failed together come back at different moments, none later than the rule."""
    longest = next_pause(attempts, refusals, lambda: 0)
    pause = next_pause(attempts, refusals, lambda: share)
    assert longest is not None
    assert pause is not None
    assert longest * (1 - JITTER) - timedelta(milliseconds=1) <= pause <= longest
