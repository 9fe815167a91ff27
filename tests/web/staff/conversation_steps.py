"""Short words for what the tests of the conversations' pages do over and over."""

from __future__ import annotations

from storage.database import Database
from storage.staff.audit import read_audit
from storage.staff.audit_filter import AuditFilter


async def audited(database: Database) -> list[tuple[str, str]]:
    """Read the audit log: action and subject, the oldest first."""
    async with database.read() as session:
        found = await read_audit(session, AuditFilter(), None, 100)
    return [(entry.action, entry.subject) for entry, _ in reversed(found)]
