"""What the topic model makes of one text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reading:
    """What the model makes of one text.

    Attributes:
        ranking: All topics with their confidence, likeliest first; the confidences sum to 1.
        alarms: The share of belief that each alarm topic gets, 0 to 1.
        nearest: The examples of the first topic that are nearest in meaning, with their cosines
            (-1 to 1), nearest first.
        parts: What the confidence is made of: ``share`` of belief, ``margin``, and the likeness
            in ``meaning`` and in ``spelling`` of the nearest examples.
        exact: The text is one of the examples, word for word.
    """

    ranking: list[tuple[str, float]]
    alarms: dict[str, float] = field(default_factory=dict)
    nearest: list[tuple[str, float]] = field(default_factory=list)
    parts: dict[str, float] = field(default_factory=dict)
    exact: bool = False

    @property
    def name(self) -> str:
        """The likeliest topic."""
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        """How sure it is of the likeliest topic, 0 to 1."""
        return self.ranking[0][1]
