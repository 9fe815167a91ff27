"""Leads: who sees the contact, who works on them, and what is kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage.staff.lead_work import find_lead
from storage.tables import Account, AuditEntry, Lead
from tests.web.running import Running
from tests.web.staff.colleague import Colleague
from tests.web.staff.people import SECRETS, every_value, leave_request


async def load(door: Running, reference: str) -> Lead:
    """Read a lead."""
    async with door.door.database.read() as session:
        lead = await find_lead(session, reference)
    assert lead is not None
    return lead


async def audited(door: Running, subject: str) -> list[tuple[int, str]]:
    """Read who did what on something."""
    async with door.door.database.read() as session:
        rows = await session.scalars(
            select(AuditEntry).where(AuditEntry.subject == subject).order_by(AuditEntry.id)
        )
        return [(row.account_id, row.action) for row in rows]


async def take(colleague: Colleague, reference: str) -> int:
    """Take a lead that is nobody's; gives the status."""
    response = await colleague.post(
        f"/staff/leads/{reference}/assign", assignee=str(colleague.id), seen=""
    )
    return response.status_code


async def test_contact_is_the_assignees(
    console: Running, reviewer: Colleague, admin: Colleague, viewer: Colleague, outsider: Colleague
) -> None:
    """Nobody sees name, contact or wish, not even an admin, but who took the request."""
    reference = await leave_request(console, "c1")
    page = f"/staff/leads/{reference}"
    for colleague in (reviewer, admin, viewer):
        text = (await colleague.get(page)).text
        assert "I am at [phone]" in text
        assert "May we call you?" in text  # the exact consent
        assert not any(secret in text for secret in SECRETS)
        listed = (await colleague.get("/staff/leads")).text
        assert not any(secret in listed for secret in SECRETS)
    assert await take(reviewer, reference) == 303
    text = (await reviewer.get(page)).text
    assert all(part in text for part in ("Maria O&#39;Neil", "+1 617-555-0134", "xylophone"))
    assert "yes, go on" in text
    for colleague in (admin, viewer, outsider):
        text = (await colleague.get(page)).text
        assert not any(secret in text for secret in SECRETS)
    subject = f"lead {reference}"
    assert (reviewer.id, "lead.contact") in await audited(console, subject)
    assert (admin.id, "lead.view") in await audited(console, subject)
    assert (admin.id, "lead.contact") not in await audited(console, subject)


async def test_a_role_that_was_lost_closes_the_contact(
    console: Running, reviewer: Colleague
) -> None:
    """Who is made a viewer does not see the contacts of before."""
    reference = await leave_request(console, "c1")
    await take(reviewer, reference)
    async with console.door.database.write() as session:
        account = await session.get_one(Account, reviewer.id)
        account.role = "viewer"
    page = await reviewer.get(f"/staff/leads/{reference}")
    assert page.status_code == 200
    assert not any(secret in page.text for secret in SECRETS)


async def test_two_who_take_it_at_once(
    console: Running, reviewer: Colleague, admin: Colleague
) -> None:
    """The second is told, and does not take it away unseen; on purpose it may."""
    reference = await leave_request(console, "c1")
    assert await take(reviewer, reference) == 303
    assert await take(admin, reference) == 409
    assert (await load(console, reference)).assignee_id == reviewer.id
    page = f"/staff/leads/{reference}/assign"
    response = await admin.post(page, assignee=str(admin.id), seen=str(reviewer.id))
    assert response.status_code == 303
    back = await admin.post(page, assignee="", seen=str(admin.id))
    assert back.status_code == 303
    assert (await load(console, reference)).assignee_id is None


@pytest.mark.parametrize("whom", ["viewer", "closed", "9999", "99999999999"])
async def test_who_can_not_take_care(
    console: Running, reviewer: Colleague, viewer: Colleague, admin: Colleague, whom: str
) -> None:
    """A request is not handed to someone who can not work on it."""
    reference = await leave_request(console, "c1")
    if whom == "closed":
        await admin.post("/staff/accounts", email="b@clinic.example", name="B", role="reviewer")
        await admin.post(f"/staff/accounts/{admin.id + 1}/state", active="false")
    ids = {"viewer": str(viewer.id), "closed": str(admin.id + 1)}
    response = await reviewer.post(
        f"/staff/leads/{reference}/assign", assignee=ids.get(whom, whom), seen=""
    )
    assert response.status_code == 422
    assert (await load(console, reference)).assignee_id is None


async def test_outcome(
    console: Running, reviewer: Colleague, admin: Colleague, viewer: Colleague
) -> None:
    """Only its assignee says what came of it; the first try is kept; notes are sealed."""
    reference = await leave_request(console, "c1")
    page = f"/staff/leads/{reference}"
    early = await admin.post(f"{page}/outcome", state="called", note="")
    assert early.status_code == 403
    await take(reviewer, reference)
    note = "trumpet: asks about\r\nscars"
    assert (await reviewer.post(f"{page}/outcome", state="no_answer", note=note)).status_code == 303
    tried = (await load(console, reference)).contacted_at
    assert tried is not None
    assert (await reviewer.post(f"{page}/outcome", state="booked")).status_code == 303
    lead = await load(console, reference)
    assert (lead.status, lead.contacted_at) == ("booked", tried)
    assert "trumpet" not in await every_value(console)
    for colleague in (reviewer, admin):
        text = (await colleague.get(page)).text
        assert "trumpet: asks about\nscars" in text
        assert "<strong>No answer</strong>" in text
    assert "trumpet" not in (await viewer.get(page)).text
    assert (await reviewer.post(f"{page}/outcome", state="lost")).status_code == 422


async def test_notes_of_colleagues(console: Running, reviewer: Colleague, admin: Colleague) -> None:
    """Every reviewer may leave a note; an empty one is refused, a long one too."""
    page = f"/staff/leads/{await leave_request(console, 'c1')}"
    assert (await admin.post(f"{page}/note", note="<script>trumpet")).status_code == 303
    text = (await reviewer.get(page)).text
    assert "&lt;script&gt;trumpet" in text
    assert "<script>trumpet" not in text
    for note in ("", "  ", "x" * 4001, "nul\0"):
        assert (await admin.post(f"{page}/note", note=note)).status_code == 422


async def test_time_of_a_call(console: Running, reviewer: Colleague) -> None:
    """It is given and shown in the clinic's time zone, summer and winter."""
    page = f"/staff/leads/{await leave_request(console, 'c1')}"
    reference = page.rsplit("/", 1)[1]
    await take(reviewer, reference)
    for day, hour in (("2026-07-01", 18), ("2026-12-01", 19)):
        sent = await reviewer.post(f"{page}/plan", day=day, start="14:30", end="15:00")
        assert sent.status_code == 303
        lead = await load(console, reference)
        assert lead.call_from == datetime.fromisoformat(f"{day}T{hour}:30:00+00:00")
        assert "14:30 to 15:00" in (await reviewer.get(page)).text
    for day, start, end in (
        ("2026-07-01", "15:00", "15:00"),
        ("2026-07-01", "", ""),
        ("x", "", ""),
    ):
        wrong = await reviewer.post(f"{page}/plan", day=day, start=start, end=end)
        assert wrong.status_code == 422
    assert (await reviewer.post(f"{page}/plan", day="", start="", end="")).status_code == 303
    assert (await load(console, reference)).call_from is None


async def test_same_person(console: Running, viewer: Colleague) -> None:
    """Requests from one number are shown together, others are not."""
    first = await leave_request(console, "c1")
    second = await leave_request(console, "c2", contact_raw="(617) 555-0134")
    other = await leave_request(console, "c3", contact="+16175550199")
    text = (await viewer.get(f"/staff/leads/{first}")).text
    assert second in text
    assert other not in text


async def test_list(console: Running, reviewer: Colleague) -> None:
    """Urgent ones first, then who waits longest; page by page each comes once."""
    references = [
        await leave_request(console, f"c{n}", contact=f"+1617555{n:04}", urgent=n in (7, 33))
        for n in range(35)
    ]
    wanted = [references[7], references[33]]
    wanted += [reference for reference in references if reference not in wanted]
    seen: list[str] = []
    path: str | None = "/staff/leads"
    while path:
        text = (await reviewer.get(path)).text
        seen += re.findall(r'href="/staff/leads/([A-Z]{2}-\d{4})"', text)
        older = re.search(r'rel="next" href="([^"]+)"', text)
        path = older[1].replace("&amp;", "&") if older else None
    assert seen == wanted
    await take(reviewer, references[3])
    mine = (await reviewer.get("/staff/leads?who=mine")).text
    assert references[3] in mine
    assert references[4] not in mine
    assert references[3] not in (await reviewer.get("/staff/leads?who=nobody")).text


@pytest.mark.parametrize("query", ["state=lost", "who=%00", "after=1-99999999999", "after=x"])
async def test_odd_addresses(console: Running, viewer: Colleague, query: str) -> None:
    """What is not known in an address is passed over."""
    assert (await viewer.get(f"/staff/leads?{query}")).status_code == 200


async def test_urgent_link(console: Running, viewer: Colleague, outsider: Colleague) -> None:
    """The link of a notice leads to its conversation, and strangers nowhere."""
    await leave_request(console, "c1")
    where = (await viewer.get("/staff/urgent/1")).headers["location"]
    assert where == "/staff/conversations/c1"
    assert "c1" not in (await outsider.get("/staff/urgent/1")).headers["location"]
    for unknown in (77, 2**40):
        assert (await viewer.get(f"/staff/urgent/{unknown}")).status_code == 404


async def test_waiting_time_is_of_now(console: Running, viewer: Colleague) -> None:
    """The list says how long a person waits."""
    reference = await leave_request(console, "c1")
    async with console.door.database.write() as session:
        lead = await find_lead(session, reference, lock=True)
        assert lead is not None
        lead.created_at = datetime.now(UTC) - timedelta(hours=3, minutes=30)
    assert "<strong>3 h</strong>" in (await viewer.get("/staff/leads")).text
