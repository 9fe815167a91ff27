"""How many requests are taken before it looks like abuse."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LeadLimits:
    """Requests taken within 24 hours."""

    per_visitor: int
    per_contact: int
    """To one phone number or e-mail address."""
