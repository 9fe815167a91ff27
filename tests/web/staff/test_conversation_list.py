"""The list of conversations: for each role, with filters, search and paging."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.review.place import Place
from storage.review.search_words import SearchWords
from storage.tables.account import ADMIN, REVIEWER, VIEWER
from storage.takeovers import ask_for_person
from tests.storage.talks import NOON, talk
from tests.web.running import Running
from tests.web.staff.colleague import Colleague, is_sent_to_sign_in
from web.staff.conversations import listing
from web.staff.conversations.list_query import ListQuery
from web.staff.conversations.places import read_place, write_place
from web.staff.conversations.snippet import snippet

LIST = "/staff/conversations"


def listed(html: str) -> list[str]:
    """Read which conversations a page lists."""
    return re.findall(r'class="question" href="/staff/conversations/([\w-]+)', html)


async def test_each_role(everybody: dict[str, Colleague], console: Running) -> None:
    """All who are signed in see the list; an outsider is led to the sign-in."""
    await talk(console.door.database, "c", "<b>Is it safe?</b>")
    for role, colleague in everybody.items():
        page = await colleague.get(LIST)
        if role == "outsider":
            assert is_sent_to_sign_in(page)
            continue
        assert page.status_code == 200
        assert listed(page.text) == ["c"]
        assert "&lt;b&gt;Is it safe?" in page.text
        assert "1 conversation" in page.text


async def test_search_says_how_many(
    viewer: Colleague, console: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Conversations, not messages; beyond what is cheap to count, at least how many."""
    for name in ("one", "two"):
        await talk(console.door.database, name, "a lizard", "another lizard")
    page = await viewer.get(f"{LIST}?q=lizard")
    assert "2 conversations with these words" in page.text
    monkeypatch.setattr("storage.review.search.MOST_COUNTED", 3)
    page = await viewer.get(f"{LIST}?q=lizard")
    assert "At least 2 conversations with these words" in page.text
    assert "0 conversations with" in (await viewer.get(f"{LIST}?q=tortoise")).text


async def test_filters_in_the_address(viewer: Colleague, console: Running) -> None:
    """Filters add up, each is shown as one to take away, and the links keep them."""
    database = console.door.database
    await talk(database, "plain")
    await talk(database, "urgent", urgent=True)
    await talk(database, "both", urgent=True, unanswered=True)
    page = await viewer.get(f"{LIST}?urgent=1&unanswered=1")
    assert listed(page.text) == ["both"]
    assert f'class="chip" href="{LIST}?unanswered=1"' in page.text
    assert f'href="{LIST}/both?unanswered=1&amp;urgent=1"' in page.text
    assert "No conversation is like that" in (await viewer.get(f"{LIST}?tag=none")).text


async def test_who_waits_for_a_person_stands_first(
    everybody: dict[str, Colleague], console: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the first page, once, for every role; on the pages behind it nothing is moved."""
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    for number in range(4):
        await talk(console.door.database, f"c{number}", at=NOON + timedelta(hours=number))
    async with console.door.database.write() as session:
        await ask_for_person(session, "c0")
        await ask_for_person(session, "c3")
    for role in (VIEWER, REVIEWER, ADMIN):
        page = await everybody[role].get(LIST)
        assert listed(page.text) == ["c0", "c3", "c2"]
        assert page.text.count("Waits for a person") == 2
        behind = await everybody[role].get(_link(page.text, "next"))
        assert listed(behind.text) == ["c1", "c0"]
    page = await everybody[VIEWER].get(f"{LIST}?waiting=1")
    assert listed(page.text) == ["c0", "c3"]
    assert "2 conversations" in page.text


async def test_days_are_those_of_the_clinic(viewer: Colleague, console: Running) -> None:
    """At 3 in the morning in UTC, it is still yesterday in New York."""
    await talk(console.door.database, "late", at=datetime(2026, 11, 3, 3, tzinfo=UTC))
    for day, found in (("2026-11-02", ["late"]), ("2026-11-03", [])):
        page = await viewer.get(f"{LIST}?since={day}&until={day}")
        assert listed(page.text) == found


async def test_pages_to_the_last(
    viewer: Colleague, console: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """'Older' leads to the last page, 'Newer' back, 'Oldest' there at once; filters stay."""
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    for number in range(5):
        at = NOON + timedelta(hours=number)
        await talk(console.door.database, f"c{number}", at=at, urgent=True)
    address, seen = f"{LIST}?urgent=1", []
    while address:
        page = await viewer.get(address)
        seen.append(listed(page.text))
        address = _link(page.text, "next")
        assert not address or "urgent=1" in address
    assert seen == [["c4", "c3"], ["c2", "c1"], ["c0"]]
    assert listed((await viewer.get(_link(page.text, "prev"))).text) == ["c2", "c1"]
    assert listed((await viewer.get(f"{LIST}?after=oldest")).text) == ["c1", "c0"]


def _link(html: str, kind: str) -> str:
    found = re.search(rf'<a class="button quiet" rel="{kind}" href="([^"]+)"', html)
    return found[1].replace("&amp;", "&") if found else ""


async def test_search_shows_the_hit(
    viewer: Colleague, console: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hit is shown in its message and leads to it; hits go on over pages."""
    monkeypatch.setattr(listing, "PAGE_SIZE", 1)
    await talk(console.door.database, "first", "Hi", "A xylophone <i>here</i>?")
    await talk(console.door.database, "second", "my xylophone")
    page = await viewer.get(f"{LIST}?q=xylo")
    assert listed(page.text) == ["second"]
    page = await viewer.get(_link(page.text, "next"))
    assert listed(page.text) == ["first"]
    assert "A <mark>xylo</mark>phone &lt;i&gt;here" in page.text
    assert f'href="{LIST}/first?q=xylo#m4"' in page.text


async def test_masked_words_are_neither_found_nor_shown(
    viewer: Colleague, console: Running
) -> None:
    """Contact details are on no page of the list and can not be searched for."""
    said, masked = "I am Maria, 617 555 0134", "I am [name], [phone]"
    await talk(console.door.database, "c", said, masked_text=masked)
    for address in (LIST, f"{LIST}?q=maria", f"{LIST}?q=5550134", f"{LIST}?q=617"):
        page = (await viewer.get(address)).text
        assert listed(page) == (["c"] if address == LIST else [])
        assert "0134" not in page.replace("q=5550134", "").replace("5550134", "")
        assert "Maria" not in page


async def test_new_ones_are_counted(everybody: dict[str, Colleague], console: Running) -> None:
    """The page asks for the number of newer conversations that pass its filters."""
    await talk(console.door.database, "c", at=NOON)
    page = (await everybody["viewer"].get(f"{LIST}?urgent=1")).text
    assert "data-newer" not in page
    page = (await everybody["viewer"].get(LIST)).text
    found = re.search(r'data-newer="([^"]+)"', page)
    assert found
    address = found[1].replace("&amp;", "&")
    assert (await everybody["viewer"].get(address)).json() == {"count": 0}
    await talk(console.door.database, "d", at=NOON + timedelta(hours=1))
    for role in ("viewer", "reviewer", "admin"):
        assert (await everybody[role].get(address)).json() == {"count": 1}
    headers = {"accept": "application/json"}
    assert (await everybody["outsider"].get(address, headers=headers)).status_code == 401


@given(st.dictionaries(st.sampled_from(list(ListQuery.__dataclass_fields__)), st.text(max_size=30)))
def test_any_address_is_read(arguments: dict[str, str]) -> None:
    """Nonsense is left out, and what is written again reads the same."""
    query = ListQuery.of(arguments)
    query.filter_in(ZoneInfo("America/New_York"))
    assert ListQuery.of(dict(query.items())) == query


@given(st.dates(), st.dates())
def test_any_days_are_read(since: object, until: object) -> None:
    """Every day of the calendar is a day, or is left out."""
    query = ListQuery.of({"since": str(since), "until": str(until)})
    query.filter_in(ZoneInfo("Pacific/Kiritimati"))


@given(st.datetimes(datetime(1970, 1, 1), datetime(5000, 1, 1)))
def test_places_are_read_as_they_are_written(moment: datetime) -> None:
    """A place keeps its microseconds, without which lines would be lost between pages."""
    place = Place(moment.replace(tzinfo=UTC), "a-Z_9")
    assert read_place(write_place(place)) == place


@given(st.text(max_size=300), st.text(max_size=20))
def test_snippets_are_escaped(text: str, typed: str) -> None:
    """Whatever a message holds, nothing but our own marks is HTML."""
    html = str(snippet(f"{text}<script>", SearchWords.of(typed)))
    assert re.sub(r"</?mark>", "", html).count("<") == 0


def test_snippets_begin_with_a_whole_word() -> None:
    """What stands before the hit is cut at a space."""
    html = str(snippet("one two three " * 10 + "needle in it", SearchWords.of("need")))
    dots, first = html.split()[:2]
    assert dots == "…"
    assert first in ("one", "two", "three")
    assert html.endswith("<mark>need</mark>le in it")
