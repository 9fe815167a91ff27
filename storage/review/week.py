"""Seven days in numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Week:
    """What happened in seven days."""

    conversations: int
    questions: int
    """Messages of visitors."""
    unanswered: int
    leads: int
    helpful: int
    not_helpful: int

    @property
    def answered_share(self) -> float | None:
        """Share of the questions that were answered, 0 to 1; None: there were none."""
        return 1 - self.unanswered / self.questions if self.questions else None
