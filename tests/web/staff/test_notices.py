"""Notices that were given up: who is told, and trying again."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import update

from storage.notices import count_dead
from storage.tables import Notice
from tests.web.running import Running
from tests.web.staff.colleague import Colleague
from tests.web.staff.people import leave_request


async def test_told_and_tried_again(
    console: Running, reviewer: Colleague, viewer: Colleague, admin: Colleague
) -> None:
    """Reviewers and admins see it on every page, with what to do; one button queues all again."""
    reference = await leave_request(console, "c1")
    async with console.door.database.write() as session:
        await session.execute(
            update(Notice).values(
                dead_at=datetime.now(UTC), next_attempt_at=None, last_error="smtp_550"
            )
        )
    told = "1 notice could not be sent"
    for colleague, sees in ((reviewer, True), (admin, True), (viewer, False)):
        assert (told in (await colleague.get("/staff/leads")).text) == sees
    page = (await reviewer.get("/staff/notices")).text
    assert reference in page
    assert "check NOTIFY_EMAIL_TO" in page
    assert (await reviewer.post("/staff/notices/retry")).status_code == 303
    async with console.door.database.read() as session:
        assert await count_dead(session) == 0
    assert "1 notice is sent again now" in (await reviewer.get("/staff/notices")).text
