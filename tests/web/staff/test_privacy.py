"""Erasing a person with a receipt; revealing sealed words for a reason."""

from __future__ import annotations

import logging
import re

import pytest
from sqlalchemy import select

from storage.erasures import due_erasures
from storage.tables import AuditEntry
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.staff.colleague import Colleague
from tests.web.staff.people import SECRETS, every_value, leave_request
from web.chat.keeper import make_round
from web.engine.engine_error import EngineError

WHY = "asked us by letter"


async def work_on(colleague: Colleague, reference: str) -> None:
    """Leave traces of staff at a lead."""
    page = f"/staff/leads/{reference}"
    await colleague.post(f"{page}/assign", assignee=str(colleague.id), seen="")
    await colleague.post(f"{page}/outcome", state="called", note="Maria is kind")
    await colleague.post(f"{page}/note", note="xylophone")


async def erase(admin: Colleague, whom: str) -> str:
    """Find and erase a person; gives the text of the receipt."""
    found = await admin.post("/staff/privacy/find", whom=whom)
    assert found.status_code == 200, found.text
    number = re.search(r'name="conversations" value="(\d+)"', found.text)
    assert number
    done = await admin.post("/staff/privacy/erase", whom=whom, reason=WHY, conversations=number[1])
    assert done.status_code == 303, done.text
    assert re.fullmatch(r"/staff/privacy/receipts/ER-[A-Z]{2}-\d{4}", done.headers["location"])
    return (await admin.get(done.headers["location"])).text


@pytest.mark.parametrize(
    "whom", ["reference", "+16175550134", "(617) 555-0134", "617.555.0134", "conversation"]
)
async def test_erased_everywhere(
    console: Running, admin: Colleague, engine: FakeEngine, whom: str
) -> None:
    """All requests of the person go, with staff's notes and in the engine; others stay."""
    reference = await leave_request(console, "c1")
    if whom != "conversation":
        await leave_request(console, "c2", contact_raw="617 555 0134")
    other = await leave_request(console, "c3", contact="+16175550199", name="Zoe")
    await work_on(admin, reference)
    receipt = await erase(admin, {"reference": reference, "conversation": "c1"}.get(whom, whom))
    left = await every_value(console)
    for trace in (reference, "'c1'", *(() if whom == "conversation" else ("'c2'", *SECRETS))):
        assert trace not in left.replace(f"lead {reference}", ""), trace
    assert "'c3'" in left
    assert (await admin.get(f"/staff/leads/{other}")).status_code == 200
    assert (await admin.get(f"/staff/leads/{reference}")).status_code == 404
    assert "has forgotten everything" in receipt
    async with console.door.database.read() as session:
        entry = await session.scalar(select(AuditEntry).where(AuditEntry.action == "person.erase"))
    assert entry is not None
    assert (entry.account_id, entry.reason) == (admin.id, WHY)


async def test_by_mail_address(console: Running, admin: Colleague) -> None:
    """An e-mail address finds its person in any case."""
    await leave_request(console, "c1", channel="email", contact="maria@example.org")
    assert "has forgotten everything" in await erase(admin, "MARIA@example.org")
    again = await admin.post("/staff/privacy/find", whom="maria@example.org")
    assert again.status_code == 404
    assert "Nothing is held" in again.text


async def test_engine_that_is_away(
    console: Running, admin: Colleague, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receipt says what the engine still has to forget, until it has."""
    reference = await leave_request(console, "c1")
    address = console.door.engine

    async def away(*_args: object) -> None:
        raise EngineError("away")

    with monkeypatch.context() as patch:
        patch.setattr(address, "forget", away)
        receipt = await erase(admin, reference)
    assert "still to forget 1 conversation" in receipt
    number = re.search(r"ER-[A-Z]{2}-\d{4}", receipt)
    assert number
    await make_round(console.door)
    receipt = (await admin.get(f"/staff/privacy/receipts/{number[0]}")).text
    assert "has forgotten everything" in receipt
    async with console.door.database.read() as session:
        assert list(await due_erasures(session, 9)) == []


async def test_more_came_meanwhile(console: Running, admin: Colleague) -> None:
    """Nothing is erased that was not counted before; a reason must be there."""
    reference = await leave_request(console, "c1")
    await leave_request(console, "c2")
    fields = {"whom": reference, "reason": WHY, "conversations": "1"}
    assert (await admin.post("/staff/privacy/erase", **fields)).status_code == 409
    fields |= {"conversations": "2", "reason": ""}
    assert (await admin.post("/staff/privacy/erase", **fields)).status_code == 422
    assert (await admin.get(f"/staff/leads/{reference}")).status_code == 200


@pytest.mark.parametrize("whom", ["KX-0000", "@", "a@b", "1", "x" * 254, "c" * 32, "555-0134 x"])
async def test_nobody_is_known_by_this(console: Running, admin: Colleague, whom: str) -> None:
    """What is nobody's finds nobody."""
    await leave_request(console, "c1")
    assert (await admin.post("/staff/privacy/find", whom=whom)).status_code == 404


async def test_reveal(
    console: Running, reviewer: Colleague, viewer: Colleague, admin: Colleague
) -> None:
    """The words are shown once a reason is given, and the log says to whom and why."""
    await leave_request(console, "c1")
    page = "/staff/reveal/c1/2"
    assert "555 0134" not in (await reviewer.get(page)).text
    assert "555 0134" not in (await reviewer.post(page, reason=" ")).text
    assert "555 0134" not in (await viewer.post(page, reason="curious")).text
    shown = await reviewer.post(page, reason="the number lacks a digit")
    assert "I am at 617 555 0134" in shown.text
    async with console.door.database.read() as session:
        (entry,) = (await session.scalars(select(AuditEntry))).all()
    assert (entry.account_id, entry.action) == (reviewer.id, "message.reveal")
    assert (entry.subject, entry.reason) == (
        "conversation c1, message 2",
        "the number lacks a digit",
    )
    log = (await admin.get("/staff/audit?what=message.reveal")).text
    assert "the number lacks a digit" in log
    assert "555 0134" not in log
    for unknown in ("/staff/reveal/c1/99", "/staff/reveal/cx/2", f"/staff/reveal/c1/{2**40}"):
        assert (await reviewer.post(unknown, reason="the number")).status_code == 404


async def test_logs_name_nobody(
    console: Running, admin: Colleague, caplog: pytest.LogCaptureFixture
) -> None:
    """No line of the log, and no address of a page, carries a contact, a reason or a token."""
    caplog.set_level(logging.INFO, "assistant")
    reference = await leave_request(console, "c1")
    await work_on(admin, reference)
    await admin.get(f"/staff/leads/{reference}")
    await erase(admin, "617 555 0134")
    await admin.post("/staff/sign-in", email="maria@example.org", password="xylophone")
    lines = "\n".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "staff/privacy/erase" in lines
    for secret in (*SECRETS, WHY, "maria@", reference, "admin@clinic"):
        assert secret not in lines
