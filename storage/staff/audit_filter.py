"""Which entries of the audit log are wanted."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AuditFilter:
    """Conditions that all must hold; one that is empty holds always."""

    account_id: int | None = None
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """Entries before this moment."""
