"""Private words through every path of the real processes; `make chaos PART=canaries N=1000`."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest_asyncio
from sqlalchemy import select

from storage.database import Database
from storage.staff.accounts import add_account
from storage.staff.sessions import open_session
from storage.tables import Notice
from tests.conversations.canary_round import CanaryRound, canaries
from tests.conversations.conftest import PATIENCE
from tests.conversations.parts import Parts
from tests.conversations.test_handover_faults import locked
from tests.notify.conftest import variables
from tests.notify.hook_server import HookServer, hook_server
from tests.notify.mail_server import MailServer, mail_server
from tests.plain_http import plain_http
from tests.web.visitor import Visitor
from web.staff.cookies import hash_token

COUNT = int(os.environ.get("CHAOS_COUNT") or 100)
NOT_OURS = ("database_url", "secret_key", "data_keys", "public_url")


@pytest_asyncio.fixture
async def receivers() -> AsyncIterator[tuple[MailServer, HookServer]]:
    """Where notices go."""
    async with mail_server() as mails, hook_server() as hooks:
        yield mails, hooks


@pytest_asyncio.fixture
async def noticed(tmp_path: Path, receivers: tuple[MailServer, HookServer]) -> AsyncIterator[Parts]:
    """All parts, which tell the clinic by both ways."""
    mails, hooks = receivers
    known = {name.lower(): value for name, value in variables(mails.port, hooks.url).items()}
    own = {name: value for name, value in known.items() if name not in NOT_OURS}
    rates = dict.fromkeys(("rate_sessions", "rate_messages", "rate_reads"), "100000/minute")
    limits = {"leads_per_visitor": 1000, "leads_per_contact": 1000}
    running = Parts(tmp_path, engine_timeout_seconds=PATIENCE, **own, **rates, **limits)
    try:
        await asyncio.to_thread(running.start_all)
        yield running
    finally:
        running.stop_all()


async def test_no_canary_shows(noticed: Parts, receivers: tuple[MailServer, HookServer]) -> None:
    """No log line, error, header or notice holds a word, whatever is down meanwhile."""
    mails, hooks = receivers
    words, used, shown = canaries(), list[str](), list[str]()
    troubles: list[AbstractContextManager[None]] = [
        nullcontext(),
        noticed.without("actions"),
        noticed.without("engine"),
        nullcontext(),
    ]
    database = Database(f"sqlite+aiosqlite:///{noticed.folder / 'app.db'}")
    session = secrets.token_urlsafe(32)
    async with database.write() as transaction:
        account = await add_account(transaction, "a@x.example", "Ada", "admin", "-")
        await open_session(transaction, account.id, hash_token(session), datetime.now(UTC))
    async with plain_http(noticed.base_url) as http:
        page = await http.get("/staff/sign-in", headers={"Cookie": f"staff_session={session}"})
        csrf = re.findall(r'name="csrf-token" content="(\w+)"', page.text)[0]
        for number, trouble in enumerate(troubles):
            # A server's own words in its refusal are a visitor's words, too.
            mails.answers = {"DATA": f"451 {next(words)}"} if number == 1 else {}
            with trouble:
                while len(used) < COUNT * (number + 1) / len(troubles):
                    turn = CanaryRound(http, words, session)
                    await turn.ask(await Visitor(http).open(), csrf)
                    used += turn.used
                    shown += turn.shown
            await notices_are_tried(database)
        visitor = await Visitor(http).open()
        used.append(next(words))
        with locked(noticed):
            refused = await visitor.send(f"I am {used[-1]}")
            assert refused.status_code == 503
            shown.append(refused.text)
    await notices_are_tried(database)
    await database.close()
    print(f"\n{len(used)} canaries, {len(mails.mails)} mails, {len(hooks.requests)} webhooks")
    told = [mail.as_string() for mail in mails.mails]
    told += [f"{r.url} {r.raw_headers!r} {r.body!r}" for r in hooks.requests]
    assert mails.mails and hooks.requests
    everything = "\n".join([noticed.log.read_text(), *told, *shown]).lower()
    assert [word for word in used if word in everything] == []


async def notices_are_tried(database: Database) -> None:
    """Wait until every notice was sent or tried."""
    async with asyncio.timeout(60):
        while True:
            async with database.read() as session:
                left = select(Notice.id).where(Notice.attempts == 0)
                if not (await session.scalars(left)).all():
                    return
            await asyncio.sleep(0.1)
