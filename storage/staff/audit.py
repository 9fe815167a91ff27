"""Queries on the audit log, which only grows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.staff.audit_filter import AuditFilter
from storage.tables import Account, AuditEntry


async def note_audit(
    session: AsyncSession,
    account_id: int,
    action: str,
    subject: str,
    reason: str | None = None,
) -> None:
    """Write down what a member of staff does, in the transaction in which it is done.

    Args:
        session: A writing transaction.
        account_id: Who does it.
        action: A word of ours such as `lead.assign`; `web.staff.audit.words` says it in full.
        subject: On what, such as `lead KX-4821`. Never a visitor's name, contact or words.
        reason: Why, in their own words.
    """
    session.add(
        AuditEntry(
            at=datetime.now(UTC),
            account_id=account_id,
            action=action,
            subject=subject,
            reason=reason,
        )
    )


async def read_audit(
    session: AsyncSession, wanted: AuditFilter, before: int | None, limit: int
) -> Sequence[tuple[AuditEntry, Account]]:
    """Read a page of the audit log.

    Args:
        session: Any transaction.
        wanted: Which entries.
        before: Only entries with a lower id: the last one of the page before.
        limit: At most so many.

    Returns:
        The entries and who made them, the newest first.
    """
    query = select(AuditEntry, Account).join(Account, Account.id == AuditEntry.account_id)
    if wanted.account_id is not None:
        query = query.where(AuditEntry.account_id == wanted.account_id)
    if wanted.action:
        query = query.where(AuditEntry.action == wanted.action)
    if wanted.subject:
        query = query.where(AuditEntry.subject == wanted.subject)
    if wanted.since is not None:
        query = query.where(AuditEntry.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditEntry.at < wanted.until)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    found = await session.execute(query.order_by(AuditEntry.id.desc()).limit(limit))
    return [(entry, account) for entry, account in found.all()]
