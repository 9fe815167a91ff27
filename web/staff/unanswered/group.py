"""Questions that ask the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import mul

Vector = Sequence[float]


@dataclass(eq=False)
class Group:
    """Questions that ask the same.

    Attributes:
        id: The cluster's id; None: it is new.
        open: Whether it may be joined with another one: nobody has decided on it yet.
        size: How many questions it holds, new ones included.
        total: The sum of their vectors.
        members: Indices of the new questions among them.
        absorbed: Ids of clusters that were joined with it.
    """

    id: int | None
    open: bool
    size: int
    total: list[float]
    members: list[int] = field(default_factory=list)
    absorbed: list[int] = field(default_factory=list)

    def closeness(self, other: Group) -> float:
        """Mean cosine between the questions of both (average linkage)."""
        product: float = sum(map(mul, self.total, other.total))
        return product / (self.size * other.size)

    def absorb(self, other: Group) -> None:
        """Take another group's questions in."""
        self.size += other.size
        self.total = [a + b for a, b in zip(self.total, other.total, strict=True)]
        self.members += other.members
        self.absorbed += other.absorbed + ([other.id] if other.id is not None else [])
