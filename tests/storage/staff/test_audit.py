"""The audit log grows, and nothing in it changes."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.staff.accounts import add_account
from storage.staff.audit import note_audit, read_audit
from storage.staff.audit_filter import AuditFilter


async def fill(database: Database, number: int) -> int:
    """Write some entries; gives the account's id."""
    async with database.write() as session:
        account = await add_account(session, "a@clinic.example", "Ada", "admin")
    for n in range(number):
        async with database.write() as session:
            await note_audit(session, account.id, f"action.{n % 2}", f"lead {n}", "because")
    return account.id


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = 'other'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE id = 1",
    ],
)
async def test_append_only(database: Database, statement: str) -> None:
    """The database itself refuses to change or delete entries."""
    await fill(database, 2)
    with pytest.raises(DBAPIError):
        async with database.write() as session:
            await session.execute(text(statement))
    async with database.read() as session:
        rows = await read_audit(session, AuditFilter(), None, 9)
    assert [entry.reason for entry, _ in rows] == ["because", "because"]


async def test_truncate_is_refused(database: Database) -> None:
    """PostgreSQL's short way to empty a table is closed too."""
    await fill(database, 1)
    statement = "DELETE FROM audit_entry" if database.is_sqlite else "TRUNCATE audit_entry"
    with pytest.raises(DBAPIError):
        async with database.write() as session:
            await session.execute(text(statement))


async def test_pages_and_filters(database: Database) -> None:
    """Page by page every entry comes once, the newest first; filters hold together."""
    account_id = await fill(database, 7)
    seen: list[str] = []
    before = None
    async with database.read() as session:
        while rows := await read_audit(session, AuditFilter(), before, 3):
            seen += [entry.subject for entry, _ in rows]
            before = rows[-1][0].id
        assert seen == [f"lead {n}" for n in reversed(range(7))]
        odd = await read_audit(session, AuditFilter(account_id, "action.1"), None, 9)
        one = await read_audit(session, AuditFilter(subject="lead 3"), None, 9)
        none = await read_audit(session, AuditFilter(account_id + 1), None, 9)
    assert [entry.subject for entry, _ in odd] == ["lead 5", "lead 3", "lead 1"]
    assert ([entry.subject for entry, _ in one], list(none)) == (["lead 3"], [])
