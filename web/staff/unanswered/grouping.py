"""Groups questions by what they mean: agglomerative clustering in plain arithmetic."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import count
from math import sqrt

from web.staff.unanswered.group import Group, Vector

# Mean cosine from which two groups ask the same; tests/components/test_clusters.py measures it.
CLOSE = 0.35


def centred(vector: Vector, centre: Vector) -> list[float]:
    """Takes away what all questions to a clinic have in common, and gives length 1.

    Args:
        vector: What a question means.
        centre: The mean of many questions.

    Returns:
        The vector that is compared.
    """
    rest = [a - b for a, b in zip(vector, centre, strict=True)]
    length = sqrt(sum(a * a for a in rest)) or 1.0
    return [a / length for a in rest]


def group(known: Sequence[Group], vectors: Sequence[Vector], close: float = CLOSE) -> list[Group]:
    """Joins the closest groups, again and again, as long as they are close enough.

    Args:
        known: The groups of before; those on which somebody has decided are never joined with
            each other, but take new questions in.
        vectors: Of the new questions, as ``centred`` gives them.
        close: Mean cosine from which two groups are joined.

    Returns:
        The groups that a new question or another group came to.
    """
    groups = [*known, *(Group(None, True, 1, list(v), [n]) for n, v in enumerate(vectors))]
    alive = dict(enumerate(groups))
    numbers = count(len(groups))
    heap = [pair for one in range(len(known), len(groups)) for pair in _pairs(alive, one, one)]
    heapq.heapify(heap)
    while heap:
        closeness, one, other = heapq.heappop(heap)
        if -closeness < close:
            break
        if one not in alive or other not in alive:
            continue
        joined = _joined(alive.pop(one), alive.pop(other))
        number = next(numbers)
        for pair in _pairs(alive, number, number, joined):
            heapq.heappush(heap, pair)
        alive[number] = joined
    return [found for found in alive.values() if found.members or found.absorbed]


def _pairs(
    alive: dict[int, Group], one: int, below: int, group: Group | None = None
) -> list[tuple[float, int, int]]:
    """Gives how close a group is to each one before it, the closest smallest."""
    mine = group or alive[one]
    return [
        (-mine.closeness(other), one, number)
        for number, other in alive.items()
        if number < below and (mine.open or other.open)
    ]


def _joined(one: Group, other: Group) -> Group:
    """Joins two groups; one that was decided on stays what it is, of two others the older."""
    ranks = [(g.open, g.id is None, g.id or 0) for g in (one, other)]
    first, second = (one, other) if ranks[0] <= ranks[1] else (other, one)
    first.absorb(second)
    return first
