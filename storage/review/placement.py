"""Where new questions go."""

from dataclasses import dataclass, field

from storage.review.missed import Missed


@dataclass(frozen=True)
class Placement:
    """One cluster and what comes to it."""

    cluster_id: int | None
    """None: a new cluster."""
    questions: list[tuple[Missed, bytes]]
    """With their vectors."""
    absorbed: list[int] = field(default_factory=list)
    """Clusters whose questions move here."""
