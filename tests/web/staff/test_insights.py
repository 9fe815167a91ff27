"""Insights: who sees them, and that each figure is the number of the conversations behind it."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from storage.feedback import give_feedback
from storage.review.insights import read_days
from storage.tables import Lead
from tests.storage.steps import details_of, save
from tests.storage.talks import talk
from tests.web.running import Running
from tests.web.staff.colleague import Colleague, is_sent_to_sign_in
from tests.web.staff.conversation_steps import audited
from web.staff.insights.bar import HEIGHT, WIDTH, bars
from web.staff.insights.span import Span

PAGE = "/staff/insights?since=2026-11-02&until=2026-11-03"
MORNING = datetime(2026, 11, 2, 14, tzinfo=UTC)  # 9 in New York
LATE = datetime(2026, 11, 4, 3, tzinfo=UTC)  # still the 3rd there
NEXT_DAY = datetime(2026, 11, 4, 6, tzinfo=UTC)


async def fill(console: Running) -> None:
    """Make conversations of several kinds on two days, and one on the day after."""
    database, vault = console.door.database, console.door.vault
    await talk(database, "plain", at=MORNING)
    await talk(database, "missed", at=MORNING, unanswered=True)
    await talk(database, "late", at=LATE, urgent=True, topics=(("faq/cost", 0.9, ""),))
    await talk(database, "after", at=NEXT_DAY)
    await save(database, details_of("plain"), vault=vault)
    async with database.write() as session:
        await give_feedback(session, vault, "late", 1, True, None)
        await session.execute(
            update(Lead).values(
                created_at=MORNING, contacted_at=MORNING + timedelta(hours=3), status="booked"
            )
        )


async def test_each_role(everybody: dict[str, Colleague], console: Running) -> None:
    """All who are signed in see the figures and may take them along, which is audited."""
    await fill(console)
    for role, colleague in everybody.items():
        pages = [await colleague.get(address) for address in (PAGE, CSV)]
        if role == "outsider":
            assert all(is_sent_to_sign_in(page) for page in pages)
        else:
            assert [page.status_code for page in pages] == [200, 200]
    assert (
        await audited(console.door.database)
        == [("insights.export", "days 2026-11-02 2026-11-03")] * 3
    )


CSV = PAGE.replace("insights?", "insights/csv?")


async def test_each_figure_is_the_number_behind_its_link(
    viewer: Colleague, console: Running
) -> None:
    """Following any link of the page to the list finds as many conversations as it says."""
    await fill(console)
    page = (await viewer.get(PAGE)).text
    links = re.findall(r'<a href="(/staff/conversations\?[^"]+)">([\d,]+)</a>', page)
    assert len(links) >= 21
    assert {"hour", "weekday", "outcome"} <= set(re.findall(r"&amp;(\w+)=", page))
    for address, number in links:
        listed = (await viewer.get(html.unescape(address))).text
        assert re.search(rf'class="hint">{number} conversations?<', listed), (address, number)


async def test_figures(viewer: Colleague, console: Running) -> None:
    """Days, hours and weekdays are the clinic's; the wait is from request to first call."""
    await fill(console)
    page = (await viewer.get(PAGE)).text
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    for expected in (
        *("Conversations 3", "Mon 2 Nov 2026 2", "Tue 3 Nov 2026 1", "Unanswered 1"),
        *("Left a request 1", "Have an appointment 1", "Cost 1", "09:00 2", "22:00 1"),
        *("Monday 2", "Tuesday 1", "within 3 h"),
    ):
        assert expected in text, expected
    rows = (await viewer.get(CSV)).text.lstrip("\ufeff").splitlines()
    assert rows[1:] == [
        '"2026-11-02","2","2","1","0","1","0","0"',
        '"2026-11-03","1","1","0","1","0","1","0"',
    ]


async def test_empty_span(viewer: Colleague) -> None:
    """A span without conversations is a page, not an error."""
    page = await viewer.get("/staff/insights?since=2020-01-01&until=2020-01-31")
    assert page.status_code == 200
    assert "None in this time" in page.text


async def test_hour_that_is_there_twice(console: Running) -> None:
    """On the day on which the clocks go back, both hours belong to it and to the same hour."""
    zone = ZoneInfo("America/New_York")
    for number, hour in enumerate((5, 6)):
        at = datetime(2026, 11, 1, hour, 30, tzinfo=UTC)
        await talk(console.door.database, f"c{number}", at=at)
    start, end = Span(date(2026, 11, 1), date(2026, 11, 1)).moments(zone)
    async with console.door.database.read() as session:
        days, hours, _ = await read_days(session, start, end, zone)
    assert [day.conversations for day in days] == [2]
    assert hours[1] == 2


@given(
    st.dictionaries(st.sampled_from(["since", "until"]), st.text(max_size=12) | st.dates().map(str))
)
def test_any_span_is_read(arguments: dict[str, str]) -> None:
    """Whatever the address says, the span is a sound one and its bars can be told apart."""
    span = Span.of(arguments, date(2026, 11, 24))
    days = (span.last - span.first).days + 1
    assert 1 <= days <= 1100
    assert days / span.days_a_bar <= 125
    span.moments(ZoneInfo("America/New_York"))


@given(st.lists(st.integers(0, 10**6), max_size=70))
def test_bars_stay_in_their_drawing(values: list[int]) -> None:
    """No bar is outside of the chart, and the highest fills it."""
    drawn = bars([("", value, "") for value in values])
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH + 0.02 for bar in drawn)
    assert all(abs(bar.y + bar.height - HEIGHT) < 0.02 for bar in drawn)
    assert not any(values) or max(bar.height for bar in drawn) == HEIGHT
