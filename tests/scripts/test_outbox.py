"""`make outbox`: staff see what the clinic was not told, why, and what to do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from notify.clock import utc_now
from settings import ROOT
from storage.conversations import open_conversation
from storage.database import Database
from storage.notices import add_notices, claim_due, mark_failed, mark_sent
from storage.tables import Notice
from tests.databases import sqlite_template, sqlite_url
from tests.notify.conftest import variables
from tests.web.program import environment
from web.staff.notices.advice import advice

__all__ = ["sqlite_template", "sqlite_url"]

LEASE = timedelta(minutes=2)


def outbox(url: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    names = environment(**variables(DATABASE_URL=url)) | settings
    return subprocess.run(
        [sys.executable, "-m", "scripts.outbox", *arguments],
        cwd=ROOT,
        env=names,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest_asyncio.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """An outbox with one notice of each state."""
    database = Database(sqlite_url)
    async with database.write() as session:
        await open_conversation(session, "c" * 32, None, [])
        await add_notices(session, ["email", "webhook"], "lead", "c" * 32, "KX-4821")
        await add_notices(session, ["email", "webhook"], "urgent", "c" * 32)
    now = utc_now()
    async with database.write() as session:
        mails = await claim_due(session, "email", now, 5, LEASE)
        hooks = await claim_due(session, "webhook", now, 5, LEASE)
        assert (len(mails), len(hooks)) == (2, 2)
    async with database.write() as session:
        urgent_mail, lead_mail = mails
        urgent_hook, _ = hooks
        await mark_sent(session, urgent_mail.id, now)
        await mark_failed(session, lead_mail, "smtp_535", now, refused=True, retry_at=None)
        later = now + timedelta(minutes=5)
        await mark_failed(session, urgent_hook, "timeout", now, refused=False, retry_at=later)
    yield database
    await database.close()


async def test_what_is_shown(database: Database, sqlite_url: str) -> None:
    """Counts, then each notice that failed, with what to do; nothing of a visitor."""
    done = outbox(sqlite_url)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == (
        "Notices to the clinic (by email and webhook): "
        "2 waiting, 1 sent in the last 7 days, 1 dead."
    )
    (failing,) = [line for line in lines if line.startswith("- urgent")]
    assert "by webhook" in failing
    assert "1 try, timeout, next try" in failing
    dead = lines.index(next(line for line in lines if line.startswith("- request KX-4821")))
    assert "by e-mail" in lines[dead]
    assert "1 try, smtp_535, dead since" in lines[dead]
    assert "SMTP_PASSWORD" in lines[dead + 1]
    assert "make outbox RETRY=all" in lines[-1]
    assert "c" * 32 not in done.stdout


async def test_retry(database: Database, sqlite_url: str) -> None:
    """The dead ones are queued again, once."""
    assert outbox(sqlite_url, "--retry", "all").stdout.startswith("1 queued again")
    assert outbox(sqlite_url, "--retry", "all").stdout.startswith("0 queued again")
    assert "3 waiting, 1 sent in the last 7 days, 0 dead." in outbox(sqlite_url).stdout


def test_nothing_is_set_up(sqlite_url: str) -> None:
    """A clinic that would hear of nothing is told so."""
    done = outbox(sqlite_url, NOTIFY_EMAIL_TO="", WEBHOOK_URL="")
    assert "nobody is told" in done.stdout
    assert "docs/settings.md" in done.stdout


def test_no_schema(sqlite_url: str) -> None:
    """One line, with the command that helps."""
    done = outbox(sqlite_url.replace("app.db", "empty.db"))
    assert done.returncode == 1
    assert "python -m storage.migrate" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("kind", ["email", "webhook"])
@pytest.mark.parametrize(
    "code",
    ["connect", "disconnected", "timeout", "tls", "smtp_451", "smtp_599", "http_302", "http_500"],
)
def test_every_code_has_its_advice(kind: str, code: str) -> None:
    """A sentence in plain words for each; only our own mistakes are 'not foreseen'."""
    assert advice(Notice(kind=kind, last_error=code)).endswith(".")
    assert "Not foreseen" not in advice(Notice(kind=kind, last_error=code))
    assert "Not foreseen" in advice(Notice(kind=kind, last_error="unexpected"))
