"""What came of breaking things while visitors talked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Result:
    """What came of it.

    Attributes:
        failures: How many of each kind were injected.
        told: Conversation and the reference that its visitor was told.
        acknowledged: Messages that were answered.
        honest: Those of them that got the honest line.
        wrong: What histories hold otherwise than visitors saw it, a line for each conversation.
    """

    failures: Counter[str] = field(default_factory=Counter)
    told: dict[str, str] = field(default_factory=dict)
    acknowledged: int = 0
    honest: int = 0
    wrong: list[str] = field(default_factory=list)

    def missing(self, stored: dict[str, list[str]]) -> list[str]:
        """Give the conversations whose request was confirmed and is not stored."""
        return [c for c, reference in self.told.items() if reference not in stored.get(c, [])]

    def double(self, stored: dict[str, list[str]]) -> list[str]:
        """Give the conversations with more than one request; each visitor made one."""
        return [c for c, references in stored.items() if len(references) > 1]
