"""A console in which every page has something to show."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from content.topic_files import variations
from storage.feedback import give_feedback
from storage.review.training_reports import end_report, start_report
from storage.tables import Notice
from storage.tables.training_report import READY
from storage.tables.training_report import REFUSED as REPORT_REFUSED
from storage.takeovers import ask_for_person
from tests.storage.talks import talk
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.staff.colleague import Colleague
from tests.web.staff.people import leave_request
from tests.web.staff.test_improve import FOUND
from tests.web.staff.test_unanswered import miss

TALK = "t" * 32
LONG = "a-word-that-no-line-is-long-enough-for-" * 4


async def fill_console(
    console: Running, engine: FakeEngine, admin: Colleague, reviewer: Colleague
) -> dict[str, str]:
    """Let visitors and staff do one of everything.

    Args:
        console: The running console.
        engine: The fake engine.
        admin: An admin.
        reviewer: A reviewer.

    Returns:
        What stands for the parameters of routes, by their names.
    """
    await _visitors(console, engine)
    taken = await leave_request(console, "c1")
    await leave_request(console, "c2", urgent=True, channel="email", contact="m@example.org")
    await leave_request(console, "c3", contact="+16175550188")
    await _requests(admin, reviewer, taken)
    await _reviews(console, reviewer)
    await _trainings(console)
    receipt = await _erase_somebody(console, admin)
    async with console.door.database.write() as session:
        given_up = {"dead_at": datetime.now(UTC), "last_error": "smtp_550"}
        await session.execute(
            update(Notice).where(Notice.id == 1).values(next_attempt_at=None, **given_up)
        )
    return {
        **{"conversation_id": TALK, "reference": taken, "number": receipt},
        **{"cluster_id": "1", "report_id": "1", "slug": "faq.risks.0"},
    }


async def _visitors(console: Running, engine: FakeEngine) -> None:
    database, now = console.door.database, datetime.now(UTC)
    ranking = (("faq/safety", 0.9), ("faq/risks", 0.07))
    asked = ("Is it safe?", f"And {LONG}?")
    at = now - timedelta(hours=5)
    await talk(database, TALK, *asked, at=at, ranking=ranking, engine_ms=12.4)
    await talk(database, "u" * 32, "It bleeds", at=now - timedelta(hours=2), urgent=True)
    for number in range(60):
        await talk(database, f"n{number}", at=now - number * timedelta(hours=7))
    async with database.write() as session:
        await ask_for_person(session, "u" * 32)
        await give_feedback(session, console.door.vault, TALK, 3, False, "not my question")
    await miss(console, engine, "may I swim", "may I swim?", "is there parking", "gift cards?")
    await console.door.sorter.sort()


async def _requests(admin: Colleague, reviewer: Colleague, reference: str) -> None:
    page = f"/staff/leads/{reference}"
    await admin.post(f"{page}/assign", assignee=str(admin.id), seen="")
    await admin.post(f"{page}/plan", day="2026-12-01", start="14:30", end="15:00")
    await admin.post(f"{page}/outcome", state="no_answer", note="rang twice")
    await reviewer.post(f"{page}/note", note="knows us")


async def _reviews(console: Running, reviewer: Colleague) -> None:
    page = f"/staff/conversations/{TALK}"
    await reviewer.post(f"{page}/tags", tag="price")
    await reviewer.post(f"{page}/notes", note="a friendly one")
    await reviewer.post(f"{page}/assign", reviewer=str(reviewer.id))
    await reviewer.post("/staff/messages/2/topic", topic="faq/risks")
    await reviewer.post("/staff/unanswered/2/topic", topic="ask_clinic/location_hours")
    await reviewer.post("/staff/unanswered/3/wish", wish="Say whether there are gift cards")
    risks = next(v for v in variations() if v.topic == "faq/risks")
    words = "Yes, there can be risks. Please ask our doctors about them."
    fields = {"wording": risks.wording, "text": words, "more": risks.more}
    await reviewer.post("/staff/answers/faq.risks.0/edit", **fields)


async def _trainings(console: Running) -> None:
    async with console.door.database.write() as session:
        for state in (REPORT_REFUSED, READY):
            report = await start_report(session)
            assert report is not None
            await end_report(session, report.id, state, FOUND)


async def _erase_somebody(console: Running, admin: Colleague) -> str:
    """Erase a person; gives the number of the receipt."""
    await leave_request(console, "gone", contact="+16175550199")
    fields = {"whom": "+16175550199", "reason": "asked us by letter", "conversations": "1"}
    done = await admin.post("/staff/privacy/erase", **fields)
    found = re.search(r"ER-[A-Z]{2}-\d{4}", done.headers["location"])
    assert found
    return found[0]
