"""Which leads a list shows."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class LeadFilter:
    """Conditions that all must hold; one that is None holds always."""

    state: str | None = None
    assignee_id: int | None = None
    unassigned: bool = False
    order: Literal["longest_waiting", "newest"] = "newest"
    """`longest_waiting`: urgent ones first, then the oldest."""
