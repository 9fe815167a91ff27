"""`python -m notify`: its start, its stop, its sudden death, and what it tells nobody."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from notify.clock import utc_now
from settings import ROOT
from storage.answer import Answer
from storage.answers import store_answer
from storage.database import Database
from storage.messages import receive_message
from storage.reply import Reply
from storage.tables import Notice
from tests.notify.conftest import CONVERSATION, make_settings, tell, variables
from tests.notify.hook_server import hook_server, is_signed
from tests.notify.mail_server import mail_server
from tests.notify.program import program
from tests.storage.steps import VAULT, new_id
from tests.web.program import environment

CANARIES = ("xylophone", "Maria", "617 555 0134", "maria@example.org", "burning")


async def leases_are_over(database: Database) -> None:
    """Let the time of a lease pass."""
    async with database.write() as session:
        past = utc_now() - timedelta(seconds=1)
        await session.execute(
            update(Notice).where(Notice.claimed_until.is_not(None)).values(claimed_until=past)
        )


async def sent(database: Database, count: int) -> list[Notice]:
    """Wait until so many notices are marked as sent."""
    async with asyncio.timeout(60):
        while True:
            async with database.read() as session:
                found = list(
                    await session.scalars(select(Notice).where(Notice.sent_at.is_not(None)))
                )
            if len(found) >= count:
                return found
            await asyncio.sleep(0.05)


async def test_both_ways(database: Database, database_url: str, tmp_path: Path) -> None:
    """What is in the outbox at the start, and what comes later, is heard within seconds."""
    async with mail_server() as mails, hook_server() as hooks:
        names = variables(mails.port, hooks.url, DATABASE_URL=database_url)
        await tell(database, "email")
        async with program(tmp_path, **names) as worker:
            await sent(database, 1)
            await tell(database, "webhook")
            await tell(database, "webhook", "urgent", None)
            await sent(database, 3)
            assert await worker.stop() == 0
            assert [line["event"] for line in worker.lines()] == [
                "started",
                "notice_sent",
                "notice_sent",
                "notice_sent",
                "stopping",
            ]
    assert len(mails.mails) == 1
    assert sorted(r.json["event"] for r in hooks.requests) == ["lead", "urgent"]


async def test_killed_before_the_webhook_is_marked(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    """SIGKILL after the request, before its answer: sent again after the lease, same key."""
    await tell(database, "webhook")
    async with hook_server() as hooks:
        names = variables(hook_url=hooks.url, DATABASE_URL=database_url)
        hooks.go_on.clear()
        async with program(tmp_path, **names) as first:
            await hooks.asked.wait()
            first.process.kill()
            await first.end()
        hooks.go_on.set()
        async with program(tmp_path, **names):
            # The claim of the dead one holds: nothing is sent until it is over.
            await asyncio.sleep(1.5)
            assert len(hooks.keys) == 1
            await leases_are_over(database)
            (notice,) = await sent(database, 1)
    assert hooks.keys == [notice.idempotency_key] * 2
    assert all(is_signed(request) for request in hooks.requests)


async def test_killed_before_the_mail_is_marked(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    """SIGKILL while the server takes the mail: sent again, with the same Message-ID."""
    await tell(database, "email")
    async with mail_server() as mails:
        names = variables(mails.port, DATABASE_URL=database_url, WEBHOOK_URL="")
        mails.go_on.clear()
        async with program(tmp_path, **names) as first:
            await mails.asked.wait()
            first.process.kill()
            await first.end()
        mails.go_on.set()
        await leases_are_over(database)
        async with program(tmp_path, **names):
            (notice,) = await sent(database, 1)
    ids = {mail["Message-ID"] for mail in mails.mails}
    assert ids == {f"<{notice.idempotency_key}@clinic.example.org>"}


async def test_stop_finishes_what_is_being_sent(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    """SIGTERM in the middle of a try: it is finished and marked, the exit is clean."""
    await tell(database, "webhook")
    async with hook_server() as hooks:
        hooks.go_on.clear()
        names = variables(hook_url=hooks.url, DATABASE_URL=database_url)
        async with program(tmp_path, **names) as worker:
            await hooks.asked.wait()
            stopping = asyncio.create_task(worker.stop())
            await asyncio.sleep(0.2)
            hooks.go_on.set()
            assert await stopping == 0
            assert worker.lines()[-1] | {"unfinished": 0} == worker.lines()[-1]
        assert len(await sent(database, 1)) == 1


async def test_nothing_to_do(sqlite_url: str, tmp_path: Path) -> None:
    """Without a way to tell the clinic it runs, asks the database nothing, and ends cleanly."""
    names = variables(DATABASE_URL=sqlite_url, NOTIFY_EMAIL_TO="", WEBHOOK_URL="")
    async with program(tmp_path, **names) as worker:
        assert worker.lines()[0]["kinds"] == []
        (tmp_path / "app.db").unlink()
        await asyncio.sleep(1.5)
        assert await worker.stop() == 0
        assert [line["event"] for line in worker.lines()] == ["started", "stopping"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"WEBHOOK_SECRET": ""}, "WEBHOOK_SECRET"),
        ({"DATABASE_URL": "postgresql+psycopg://v:sesame@127.0.0.1:9/a"}, "can not be reached"),
        ({"DATABASE_URL": "sqlite+aiosqlite:///{folder}/empty.db"}, "python -m storage.migrate"),
    ],
)
def test_one_clear_line(wrong: dict[str, str], said: str, tmp_path: Path, sqlite_url: str) -> None:
    """What stops the start is named, and no secret is."""
    names = variables(DATABASE_URL=sqlite_url) | {
        name: value.format(folder=tmp_path) for name, value in wrong.items()
    }
    done = subprocess.run(
        [sys.executable, "-m", "notify"],
        cwd=ROOT,
        env=environment(**names),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert "sesame" not in done.stderr


async def test_no_canary(database: Database, database_url: str, tmp_path: Path) -> None:
    """No word, name or contact of a visitor is in mail, webhook, address or log."""
    words = "Maria, 617 555 0134, maria@example.org: my scalp is burning, xylophone"
    client_id = new_id()
    async with database.write() as session:
        await receive_message(session, VAULT, CONVERSATION, client_id, words)
        reply = Reply(text=words, buttons=((words, words),))
        answer = Answer(replies=(reply,), topics=(("urgent_symptom", 0.9, words),), urgent=True)
        await store_answer(session, VAULT, CONVERSATION, client_id, answer)
    async with mail_server() as mails, hook_server() as hooks:
        names = variables(mails.port, hooks.url, DATABASE_URL=database_url)
        # One try fails with a visitor's words in the server's answer.
        mails.answers["DATA"] = f"451 {words}"
        for event, reference in (("lead", "KX-4821"), ("urgent", None)):
            await tell(database, "email", event, reference)
            await tell(database, "webhook", event, reference)
        async with program(tmp_path, **names) as worker:
            await sent(database, 2)
            await worker.until("notice_failed")
            mails.answers.clear()
            async with database.write() as session:
                due = update(Notice).where(Notice.next_attempt_at.is_not(None))
                await session.execute(due.values(next_attempt_at=utc_now()))
            await sent(database, 4)
            await worker.stop()
            log = worker.log.read_text()
    told = [mail.as_string() for mail in mails.mails]
    told += [f"{r.url} {r.raw_headers!r} {r.body!r}" for r in hooks.requests]
    assert len(told) == 4
    for text in (log, *told):
        for canary in (*CANARIES, "urgent_symptom", CONVERSATION):
            assert canary not in text
    settings = make_settings()
    for secret in (settings.webhook_secret.get_secret_value(), "clinic.example.org", "127.0.0.1"):
        assert secret not in log
