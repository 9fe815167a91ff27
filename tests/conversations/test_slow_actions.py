"""An action that takes longer than the door and the engine wait, at every step of a request.

`make chaos PART=actions N=120` makes it two minutes.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from storage.database import Database
from storage.staff.accounts import add_account
from storage.staff.sessions import open_session
from tests.chaos.cut_line import CutLine
from tests.chaos.handover_failures import stored_in
from tests.chaos.stubborn_visitor import SORRY, StubbornVisitor
from tests.chaos.visits import contact_of, name_of
from tests.conftest import CLINIC
from tests.conversations.parts import Parts
from tests.conversations.test_handover_faults import STEPS
from tests.plain_http import plain_http
from tests.web.visitor import Visitor
from web.staff.cookies import hash_token

# The door gives a turn up after 9 seconds, the engine after 30.
SECONDS = float(os.environ.get("CHAOS_COUNT") or 33)


@pytest_asyncio.fixture
async def slow_parts(tmp_path: Path) -> AsyncIterator[tuple[Parts, CutLine]]:
    """All parts with the waits as they come, and the line from engine to action server."""
    rates = dict.fromkeys(("rate_sessions", "rate_messages", "rate_reads"), "10000/minute")
    limits = {"leads_per_visitor": 1000, "leads_per_contact": 1000}
    clinic = {name.lower(): value for name, value in CLINIC.items()}
    parts = Parts(tmp_path, **rates, **limits, **clinic)
    lines = parts.lay_lines()
    for line in lines:
        await line.start()
    try:
        await asyncio.to_thread(parts.start_all)  # the lines live in this loop
        yield parts, lines[1]
    finally:
        await asyncio.to_thread(parts.stop_all)
        for line in lines:
            await line.stop()


@pytest.mark.parametrize("way", ["answers late", "frozen"])
async def test_slow_at_every_step(slow_parts: tuple[Parts, CutLine], way: str) -> None:
    """The honest line while it lasts; afterwards each visitor has one request, and staff see it."""
    parts, line = slow_parts
    async with plain_http(parts.base_url) as http:
        visitors = [
            StubbornVisitor(http, name_of(number), contact_of(number))
            for number in range(len(STEPS))
        ]
        for number, visitor in enumerate(visitors):
            await visitor.open()
            for text, expected in STEPS[:number]:
                assert any(expected in reply for reply in await visitor.say(text))
        other = await Visitor(http).open()
        with line.slow() if way == "answers late" else parts.frozen("actions"):
            ends = time.monotonic() + SECONDS
            waiting = [
                asyncio.create_task(visitor.say(text))
                for visitor, (text, _) in zip(visitors, STEPS, strict=True)
            ]
            faq = await other.send("what are the risks")
            assert "infection" in faq.json()["replies"][0]["text"]
            started = time.monotonic()
            for replies in await asyncio.gather(*waiting):
                assert replies[0].startswith(SORRY[0])
            print(f"\n{way}: the honest line after {time.monotonic() - started:.1f} s at most")
            for replies in await asyncio.gather(*(visitor.say("hello?") for visitor in visitors)):
                assert replies[0].startswith(SORRY[0])
            # All of it was told while the action still ran.
            assert time.monotonic() < ends
            await asyncio.sleep(ends - time.monotonic())
        told = await asyncio.gather(
            *(visitor.go_on(text) for visitor, (text, _) in zip(visitors, STEPS, strict=True))
        )
        assert [await visitor.compare(http) for visitor in visitors] == [""] * len(visitors)
        shown = await unanswered_page(parts, http)
    stored = stored_in(parts.folder / "app.db")
    assert [stored[visitor.conversation] for visitor in visitors] == [[one] for one in told]
    assert all(visitor.conversation in shown for visitor in visitors)
    assert other.conversation not in shown


async def unanswered_page(parts: Parts, http: httpx.AsyncClient) -> str:
    """Read what staff see of conversations with unanswered messages."""
    database, token = (
        Database(f"sqlite+aiosqlite:///{parts.folder / 'app.db'}"),
        secrets.token_hex(),
    )
    async with database.write() as session:
        account = await add_account(session, "a@x.example", "Ada", "viewer", "-")
        await open_session(session, account.id, hash_token(token), datetime.now(UTC))
    await database.close()
    cookies = {"Cookie": f"staff_session={token}"}
    page = await http.get("/staff/conversations?unanswered=1", headers=cookies)
    assert page.status_code == 200
    return page.text
