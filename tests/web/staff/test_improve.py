"""Improve: a reviewer looks, an admin decides."""

from __future__ import annotations

from pathlib import Path

import pytest
import pytest_asyncio

from storage.review.corrections import correction_counts
from storage.review.training_reports import end_report, start_report
from storage.tables.correction import ACCEPTED, PROPOSED, REFUSED
from storage.tables.training_report import READY
from storage.tables.training_report import REFUSED as REPORT_REFUSED
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.staff.colleague import Colleague, is_sent_to_sign_in
from tests.web.staff.test_unanswered import miss

FOUND = {
    "held_out": {
        "questions": 510,
        "before": 465,
        "after": 440,
        "topics": {"faq/risks": [10, 10, 4]},
        "gained": [],
        "lost": [["what can go wrong", "faq/risks", "faq/risks", "nlu_fallback"]],
    },
    "alarms": {"due": 128, "before": 126, "after": 120, "false_before": 8, "false_after": 7},
    "last_week": {
        "messages": 2,
        "changed": 2,
        "shown": [[2, "faq/risks", "nlu_fallback"], [999, "faq/risks", "faq/safety"]],
        "missed_before": 0,
        "missed_after": 1,
        "silent": [],
    },
    "reasons": ["It is right less often."],
    "seconds": 41.5,
    "written": {
        "questions": {"faq/risks": 3},
        "corrections": 3,
        "not_taught": 1,
        "edits": 0,
        "not_said": 0,
        "signed": 0,
    },
}


@pytest_asyncio.fixture
async def queue(console: Running, engine: FakeEngine, reviewer: Colleague) -> None:
    """Two questions in the review queue: the messages 2 and 6."""
    await miss(console, engine, "may I swim", "may I dive")
    for message in ("2", "6"):
        response = await reviewer.post(f"/staff/messages/{message}/topic", topic="faq/risks")
        assert response.status_code == 303


async def counts(console: Running) -> dict[str, int]:
    """Count the corrections of each state."""
    async with console.door.database.read() as session:
        return await correction_counts(session)


@pytest.mark.usefixtures("queue")
async def test_who_sees_and_who_decides(
    reviewer: Colleague, viewer: Colleague, outsider: Colleague, admin: Colleague, console: Running
) -> None:
    """A reviewer sees the queue without its buttons; viewers and strangers do not see it."""
    page = (await reviewer.get("/staff/improve")).text
    assert "may I swim" in page
    assert "Accept what is ticked" not in page
    assert "Accept what is ticked" in (await admin.get("/staff/improve")).text
    assert (await viewer.get("/staff/improve")).status_code == 403
    assert is_sent_to_sign_in(await outsider.get("/staff/improve"))
    refused = await reviewer.post("/staff/improve/decide", id="2", decision="accept")
    assert refused.status_code == 403
    assert await counts(console) == {PROPOSED: 2}


@pytest.mark.usefixtures("queue")
async def test_decisions(admin: Colleague, console: Running) -> None:
    """Only what is ticked is decided, however often the form is sent."""
    for _ in range(2):
        await admin.post("/staff/improve/decide", id="2", decision="accept")
    await admin.post("/staff/improve/decide", id="6", decision="refuse")
    await admin.post("/staff/improve/decide", id="x" * 20, decision="refuse")
    assert await counts(console) == {ACCEPTED: 1, REFUSED: 1}
    assert (await admin.post("/staff/improve/decide", decision="perhaps")).status_code == 422


@pytest.mark.usefixtures("queue")
async def test_report(reviewer: Colleague, viewer: Colleague, console: Running) -> None:
    """Figures by topic, why it was refused, and messages that are still there."""
    async with console.door.database.write() as session:
        report = await start_report(session)
        assert report is not None
        await end_report(session, report.id, REPORT_REFUSED, FOUND)
    page = (await reviewer.get("/staff/improve/reports/1")).text
    assert "It is right less often." in page
    assert '<span class="worse">10 → 4</span>' in page
    assert "may I swim" in page
    assert "465 → 440 of 510" in (await reviewer.get("/staff/improve")).text
    assert (await viewer.get("/staff/improve/reports/1")).status_code == 403
    for number in ("2", "99999999999999"):
        assert (await reviewer.get(f"/staff/improve/reports/{number}")).status_code == 404


async def test_buttons_want_to_be_pressed(admin: Colleague, console: Running) -> None:
    """A training, going live and going back need the button's own word."""
    async with console.door.database.write() as session:
        report = await start_report(session)
        assert report is not None
        await end_report(session, report.id, READY, FOUND | {"reasons": []})
    assert "Let the new model answer" in (await admin.get("/staff/improve")).text
    for step in ("train", "go-live", "go-back"):
        assert (await admin.post(f"/staff/improve/{step}")).status_code == 422


@pytest.mark.parametrize("step", ["go-live", "go-back"])
async def test_switching(
    admin: Colleague, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str
) -> None:
    """The button waits for its step; what goes wrong is told in the words of the step."""
    monkeypatch.setattr("web.staff.improve.decisions.beside_checkout", lambda: True)
    monkeypatch.setattr("web.staff.improve.bench.ROOT", tmp_path)
    stand_in = tmp_path / "improve.py"
    stand_in.write_text(f"import sys\nassert sys.argv[1] == '--{step}'")
    done = await admin.post(f"/staff/improve/{step}", sure="yes")
    assert (done.status_code, done.headers["location"]) == (303, "/staff/improve")
    stand_in.write_text("import sys\nsys.exit('There is no <new> model.')")
    failed = await admin.post(f"/staff/improve/{step}", sure="yes")
    assert failed.status_code == 503
    assert "The model was not changed. There is no &lt;new&gt; model." in failed.text


async def test_training_is_shown_until_it_is_done(
    admin: Colleague, console: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one is under way there is no button for another, and the page says so."""
    monkeypatch.setattr("web.staff.improve.pages.beside_checkout", lambda: True)
    async with console.door.database.write() as session:
        report = await start_report(session)
        assert report is not None
    page = (await admin.get("/staff/improve")).text
    assert 'id="running"' in page
    assert 'name="sure"' not in page
    async with console.door.database.write() as session:
        await end_report(session, report.id, READY, FOUND | {"reasons": []})
    page = (await admin.get("/staff/improve")).text
    assert 'id="running"' not in page
    assert "Let the new model answer" in page
