"""How long to wait before the next try, and when to give up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import SystemRandom

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
# 30 s, 1 min, 2 min … 1 h, 1 h … : about 24 hours.
MOST_TRIES = 34
# A refusal for good does not pass by itself, but somebody may be mending an address.
REFUSAL_PAUSES = (timedelta(minutes=5), timedelta(hours=1))
# Many notices that failed together are not tried again together.
JITTER = 0.2
_random = SystemRandom().random


def next_pause(
    attempts: int, refusals: int = 0, random: Callable[[], float] = _random
) -> timedelta | None:
    """Tell how long a notice waits that has just failed.

    Args:
        attempts: Tries so far, this one included.
        refusals: How many of them were refused for good, when this one was; otherwise 0.
        random: Gives a number from 0 to 1.

    Returns:
        The pause, or None: it is given up.
    """
    if attempts >= MOST_TRIES or refusals > len(REFUSAL_PAUSES):
        return None
    if refusals:
        pause = REFUSAL_PAUSES[refusals - 1]
    else:
        pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    return pause * (1 - JITTER * random())
