"""Taking a conversation over, from the console: who may, one at a time, what is kept of it."""

from __future__ import annotations

from storage.messages import read_messages
from tests.storage.talks import talk
from tests.web.running import Running
from tests.web.staff.colleague import Colleague
from tests.web.staff.conversation_steps import audited
from tests.web.visitor import new_id

TALK = "c" * 32
PAGE = f"/staff/conversations/{TALK}"
JSON = {"accept": "application/json"}


async def test_join_say_hand_back(console: Running, reviewer: Colleague) -> None:
    """Each step is stored, and joining and handing back are in the audit log."""
    await talk(console.door.database, TALK)
    assert (await reviewer.post(f"{PAGE}/join")).status_code == 303
    for _ in range(2):  # twice the same key: a form that was sent again
        said = {"key": "8c9a7d9e-52c4-4d0e-9a37-1f2f8a3b7a11", "text": "write to a@b.example"}
        assert (await reviewer.post(f"{PAGE}/say", **said)).status_code == 303
    assert (await reviewer.post(f"{PAGE}/hand-back")).status_code == 303
    async with console.door.database.read() as session:
        messages = await read_messages(session, TALK)
    last = [(m.speaker, m.said_by, m.event) for m in messages[-3:]]
    assert last == [
        ("event", "Ada Reviewer", "joined"),
        ("staff", "Ada Reviewer", None),
        ("event", None, "back"),
    ]
    # Staff's own words are masked as well.
    assert messages[-2].text == "write to [contact]"
    actions = [action for action, _ in await audited(console.door.database)]
    assert actions == ["conversation.join", "conversation.hand_back"]
    export = await reviewer.get(f"{PAGE}/export/text")
    assert "Ada Reviewer:\nwrite to [contact]" in export.text


async def test_one_at_a_time(
    console: Running, viewer: Colleague, reviewer: Colleague, admin: Colleague
) -> None:
    """A second colleague is told who is there; an admin can hand back for one who is away."""
    await talk(console.door.database, TALK)
    await admin.post(f"{PAGE}/join")
    second = await reviewer.post(f"{PAGE}/join")
    assert second.status_code == 409
    assert "Ada Admin has joined this conversation already." in second.text
    assert (await reviewer.post(f"{PAGE}/say", key=new_id(), text="hi")).status_code == 409
    assert (await reviewer.post(f"{PAGE}/hand-back")).status_code == 409
    assert (await reviewer.get(f"{PAGE}/live?after=99")).status_code == 409
    for other in (viewer, reviewer):
        page = (await other.get(PAGE)).text
        assert "Ada Admin is in this chat" in page
        assert 'name="key"' not in page
    await admin.post(f"{PAGE}/hand-back")
    await reviewer.post(f"{PAGE}/join")
    assert (await admin.post(f"{PAGE}/hand-back")).status_code == 303
    assert (await reviewer.post(f"{PAGE}/say", key=new_id(), text="hi")).status_code == 409


async def test_older_words_stay_masked(console: Running, reviewer: Colleague) -> None:
    """Joining opens what is written from then on, nothing of before."""
    await talk(console.door.database, TALK)
    await reviewer.post(f"{PAGE}/join")
    assert (await reviewer.get(f"{PAGE}/live?after=0")).status_code == 409


async def test_refused_words(console: Running, reviewer: Colleague) -> None:
    """Nothing, too much, no key, or no such conversation."""
    await talk(console.door.database, TALK)
    await reviewer.post(f"{PAGE}/join")
    for fields in ({"text": ""}, {"text": "x" * 1001}, {"text": "hi", "key": "1"}):
        response = await reviewer.post(f"{PAGE}/say", **{"key": new_id()} | fields)
        assert response.status_code == 422
    gone = await reviewer.post("/staff/conversations/nowhere/join")
    assert gone.status_code == 404
