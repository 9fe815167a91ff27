"""A request that somebody should call back."""

from dataclasses import dataclass

from storage.tables import Lead


@dataclass(frozen=True)
class WaitingLead:
    """A request with who takes care of it; its details stay sealed."""

    lead: Lead
    assignee: str | None
