"""Today: what waits, the most important first."""

from __future__ import annotations

import re

from storage.tables import Conversation
from storage.tables.conversation import REVIEWED
from storage.takeovers import ask_for_person
from tests.storage.steps import details_of, save
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.staff.colleague import Colleague, is_sent_to_sign_in
from tests.web.staff.test_unanswered import miss
from tests.web.visitor import Visitor


async def test_nothing_waits(viewer: Colleague, outsider: Colleague) -> None:
    """A quiet day says so; a stranger is asked to sign in."""
    page = (await viewer.get("/staff/today")).text
    assert "Nobody waits for a call." in page
    assert "All questions were answered." in page
    assert 'id="urgent"' not in page
    assert is_sent_to_sign_in(await outsider.get("/staff/today"))


async def test_urgent_first_then_leads_then_the_rest(
    viewer: Colleague, console: Running, engine: FakeEngine
) -> None:
    """Asked for a person, urgent, requests, to look at, clusters and the week, in this order."""
    visitor = await Visitor(console.http).open()
    await visitor.send("it is bleeding")
    saved = await save(console.door.database, details_of(visitor.conversation))
    async with console.door.database.write() as session:
        await ask_for_person(session, visitor.conversation)
    await miss(console, engine, "may I swim")
    await console.door.sorter.sort()
    page = (await viewer.get("/staff/today")).text
    ids = ("person", "urgent", "leads", "review", "unanswered", "week")
    places = [page.index(f'id="{name}"') for name in ids]
    assert places == sorted(places)
    assert "it is bleeding" in page
    assert saved.reference in page
    assert "may I swim" in page
    # The page's own token may hold any three digits.
    assert "617" not in re.sub(r'"[0-9a-f]{32,}"', "", page)
    assert "O&#39;Neil" not in page


async def test_a_reviewed_alarm_is_done(
    viewer: Colleague, console: Running, engine: FakeEngine
) -> None:
    """What a colleague has looked at waits for nobody."""
    visitor = await Visitor(console.http).open()
    await visitor.send("it is bleeding")
    assert 'id="urgent"' in (await viewer.get("/staff/today")).text
    async with console.door.database.write() as session:
        conversation = await session.get_one(Conversation, visitor.conversation)
        conversation.review_state = REVIEWED
    assert 'id="urgent"' not in (await viewer.get("/staff/today")).text
