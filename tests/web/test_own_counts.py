"""What one process counts for itself: no span of time has more than the rate says."""

from __future__ import annotations

import random

from web.chat.own_counts import OwnCounts

MOST, SECONDS = 3, 60


class Clock:
    """A clock that the test sets."""

    now = 1000.0

    def __call__(self) -> float:
        """Tell the time, in seconds."""
        return self.now


def test_no_span_has_more() -> None:
    """Wherever a span of that length begins, no more than so many passed in it."""
    chance, clock = random.Random(3), Clock()
    counts = OwnCounts(MOST, SECONDS, clock)
    passed = []
    for _ in range(2000):
        clock.now += chance.random() * 20
        if counts.hit("a") is None:
            passed.append(clock.now)
    assert len(passed) > 500
    for first, beyond in zip(passed, passed[MOST:], strict=False):
        assert beyond - first >= SECONDS


def test_the_wait_is_as_told() -> None:
    """Who waits as long as told passes, who comes sooner does not; refusals do not count."""
    clock = Clock()
    counts = OwnCounts(MOST, SECONDS, clock)
    for _ in range(MOST):
        assert counts.hit("a") is None
        clock.now += 10
    wait = counts.hit("a")
    assert wait == SECONDS - MOST * 10
    clock.now += wait - 1
    assert counts.hit("a") == 1
    clock.now += 1
    assert counts.hit("a") is None


def test_each_for_itself() -> None:
    """One sender's flood costs no other anything."""
    counts = OwnCounts(MOST, SECONDS, Clock())
    assert [counts.hit("a") is None for _ in range(5)] == [True] * 3 + [False] * 2
    assert counts.hit("b") is None


def test_a_rate_of_none() -> None:
    """Nothing passes where the rate is 0."""
    assert OwnCounts(0, SECONDS, Clock()).hit("a") == SECONDS


def test_forgets() -> None:
    """Who is past the time is not remembered, also where others keep coming."""
    clock = Clock()
    counts = OwnCounts(MOST, SECONDS, clock)
    for number in range(100):
        counts.hit(f"once {number}")
        counts.hit("often")
        clock.now += 1
        assert len(counts) <= SECONDS + 1
    clock.now += SECONDS
    counts.hit("new")
    assert len(counts) == 1
