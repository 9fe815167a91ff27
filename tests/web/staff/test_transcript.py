"""A conversation's page: what it shows, to whom, and what reviewers do on it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from storage.feedback import give_feedback
from storage.review.marks import read_notes
from storage.tables import Conversation
from tests.storage.steps import details_of, save
from tests.storage.talks import NOON, talk
from tests.web.running import Running
from tests.web.staff.colleague import Colleague, is_sent_to_sign_in
from tests.web.staff.conversation_steps import audited

PAGE = "/staff/conversations/c"


async def test_each_role(everybody: dict[str, Colleague], console: Running) -> None:
    """All who are signed in read it, which is audited; only reviewers get the forms."""
    await talk(console.door.database, "c")
    for role, colleague in everybody.items():
        page = await colleague.get(PAGE)
        if role == "outsider":
            assert is_sent_to_sign_in(page)
            continue
        assert page.status_code == 200
        assert ("/state" in page.text) == (role != "viewer")
        assert ("/export/" in page.text) == (role != "viewer")
    assert await audited(console.door.database) == [("conversation.view", "conversation c")] * 3


async def test_shows_what_was_understood_and_said(viewer: Colleague, console: Running) -> None:
    """Topic, confidence, runner-up, source, version, time taken, rating, request."""
    database = console.door.database
    ranking = (("faq/safety", 0.9), ("faq/risks", 0.07))
    await talk(database, "c", "Is it <safe>?", ranking=ranking, engine_ms=12.4)
    await save(database, details_of("c"), vault=console.door.vault)
    async with database.write() as session:
        await give_feedback(session, console.door.vault, "c", 3, False, "secret comment")
    page = (await viewer.get(PAGE)).text
    for expected in (
        *(
            "Is it &lt;safe&gt;?",
            "Is it safe?",
            "90%",
            "or What are the risks?",
            "7%",
            "12 ms",
            "Source 2.1",
        ),
        *("Thumbs down", "with a comment", "/staff/leads/"),
    ):
        assert expected in page, expected
    assert "secret comment" not in page


async def test_sealed_words_are_not_shown(admin: Colleague, console: Running) -> None:
    """Contact details are on no page and in no file, whoever asks."""
    await talk(console.door.database, "c", "Maria, 617 555 0134", masked_text="[name], [phone]")
    for address in (PAGE, *(f"{PAGE}/export/{kind}" for kind in ("text", "json", "csv"))):
        text = (await admin.get(address)).text
        assert "[name], [phone]" in text
        assert "Maria" not in text
        assert "0134" not in text


async def test_not_there(admin: Colleague, console: Running) -> None:
    """A conversation that was erased, or never was: a page that says so, for every action."""
    for path in ("", "/export/csv"):
        assert (await admin.get(f"{PAGE}{path}")).status_code == 404
    for path, fields in ACTIONS:
        assert (await admin.post(f"{PAGE}{path}", **fields)).status_code == 404
    assert await audited(console.door.database) == []


ACTIONS = [
    ("/state", {"state": "reviewed"}),
    ("/assign", {"reviewer": "0"}),
    ("/tags", {"tag": "Price "}),
    ("/tags/remove", {"tag": "price"}),
    ("/notes", {"note": "Call her back"}),
]


@pytest.mark.parametrize(("path", "fields"), ACTIONS)
async def test_actions_of_each_role(
    everybody: dict[str, Colleague], console: Running, path: str, fields: dict[str, str]
) -> None:
    """Reviewers and admins act, and it is audited; a viewer and an outsider change nothing."""
    await talk(console.door.database, "c")
    for role in ("outsider", "viewer"):
        response = await everybody[role].post(f"{PAGE}{path}", **fields)
        assert is_sent_to_sign_in(response) or response.status_code == 403
    assert await audited(console.door.database) == []
    for role in ("reviewer", "admin"):
        response = await everybody[role].post(f"{PAGE}{path}", **fields)
        assert (response.status_code, response.headers["location"]) == (303, PAGE)
    assert len(await audited(console.door.database)) == 2


async def test_marks_are_kept(reviewer: Colleague, console: Running) -> None:
    """State, colleague, tag and note are what was sent; the note is sealed in the database."""
    database = console.door.database
    await talk(database, "c")
    for path, fields in (*ACTIONS[:1], ("/assign", {"reviewer": str(reviewer.id)}), *ACTIONS[2:]):
        if path != "/tags/remove":
            await reviewer.post(f"{PAGE}{path}", **fields)
    async with database.read() as session:
        row = await session.get_one(Conversation, "c")
        ((note, author),) = await read_notes(session, "c")
    assert (row.review_state, row.reviewer_id, author.id) == ("reviewed", reviewer.id, reviewer.id)
    assert "Call" not in note.sealed
    page = (await reviewer.get(PAGE)).text
    assert "Call her back" in page
    assert 'name="tag" value="price"' in page
    listed = await reviewer.get(
        f"/staff/conversations?tag=price&state=reviewed&reviewer={reviewer.id}"
    )
    assert "1 conversation<" in listed.text
    await talk_again(console)
    async with database.read() as session:
        assert (await session.get_one(Conversation, "c")).review_state == "open"


async def talk_again(console: Running) -> None:
    """Let the visitor write once more."""
    from tests.storage.steps import new_id, receive

    await receive(console.door.database, "c", new_id(), "And one more thing")


async def test_bad_forms_are_refused(reviewer: Colleague, console: Running) -> None:
    """What is no state, no colleague, no tag or no note changes nothing."""
    await talk(console.door.database, "c")
    for path, fields in (
        ("/state", {"state": "gone"}),
        ("/assign", {"reviewer": "999"}),
        ("/assign", {"reviewer": "x"}),
        ("/tags", {"tag": " "}),
        ("/tags", {"tag": "x" * 31}),
        ("/notes", {"note": "x" * 4001}),
    ):
        assert (await reviewer.post(f"{PAGE}{path}", **fields)).status_code == 422, path
    assert await audited(console.door.database) == []


async def test_saving_leads_on_to_the_next(reviewer: Colleague, console: Running) -> None:
    """With the list's filters in the address, the next one is the next of that list."""
    database = console.door.database
    for number, urgent in enumerate((True, False, True)):
        await talk(database, f"c{number}", at=NOON + number * timedelta(hours=1), urgent=urgent)
    page = (await reviewer.get("/staff/conversations/c2?urgent=1")).text
    assert 'rel="next" href="/staff/conversations/c0?urgent=1"' in page
    assert 'rel="prev"' not in page
    after = "/staff/conversations/c0?urgent=1"
    response = await reviewer.post("/staff/conversations/c2/state", state="reviewed", next=after)
    assert response.headers["location"] == after
    response = await reviewer.post(
        "/staff/conversations/c2/state", state="later", next="https://evil.example/staff/"
    )
    assert response.headers["location"] == "/staff/conversations/c2"


async def test_exports(everybody: dict[str, Colleague], console: Running) -> None:
    """Reviewers take a conversation along as text, JSON or CSV; formulas stay text; audited."""
    await talk(console.door.database, "c", "=HYPERLINK(1)", "Is it safe?")
    for kind in ("text", "json", "csv"):
        address = f"{PAGE}/export/{kind}"
        assert (await everybody["viewer"].get(address)).status_code == 403
        assert is_sent_to_sign_in(await everybody["outsider"].get(address))
    reviewer = everybody["reviewer"]
    text = (await reviewer.get(f"{PAGE}/export/text")).text
    assert "07:00 Assistant:\nHello\n\n" in text
    rows = json.loads((await reviewer.get(f"{PAGE}/export/json")).text)["messages"]
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5]
    assert rows[1]["topic"] == "faq/safety"
    response = await reviewer.get(f"{PAGE}/export/csv")
    assert ',"\'=HYPERLINK(1)",' in response.text
    assert "attachment" in response.headers["content-disposition"]
    assert (await reviewer.get(f"{PAGE}/export/exe")).status_code == 404
    actions = [action for action, _ in await audited(console.door.database)]
    assert actions == [f"conversation.export_{kind}" for kind in ("text", "json", "csv")]
