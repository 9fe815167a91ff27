"""A cluster as staff see it in a list."""

from dataclasses import dataclass
from datetime import datetime

from storage.tables import QuestionCluster


@dataclass(frozen=True)
class ClusterView:
    """A cluster with its figures."""

    cluster: QuestionCluster
    questions: int
    people: int
    """Conversations in which it was asked."""
    lost: int
    """Of these, how many ended with it and left no request."""
    newest_at: datetime
    reasons: dict[str, int]
    """How many questions were missed for which reason."""
    samples: list[str]
    """A few of the questions, masked, the newest first."""
