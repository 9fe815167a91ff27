"""What the topic model makes of one text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reading:
    """What the model makes of one text.

    Attributes:
        ranking: All topics with their confidence, likeliest first; the confidences sum to 1.
        alarms: The share of belief that each alarm topic gets, 0 to 1.
        nearest: Index of the nearest training example of the first topic.
        similarity: Cosine of the text and that example, -1 to 1.
        exact: The text is one of the examples, word for word.
    """

    ranking: list[tuple[str, float]]
    alarms: dict[str, float] = field(default_factory=dict)
    nearest: int = -1
    similarity: float = 0.0
    exact: bool = False

    @property
    def name(self) -> str:
        """The likeliest topic."""
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        """How sure it is of the likeliest topic, 0 to 1."""
        return self.ranking[0][1]
