"""What a visitor does on a good day."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from storage.conversations import find_conversation
from storage.messages import read_messages
from storage.tables import Notice
from tests.web.conftest import StartDoor
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.visitor import Visitor, code_of, new_id


async def test_opening(door: Running, engine: FakeEngine) -> None:
    """A conversation opens with the greeting and what visitors may know of the clinic."""
    visitor = await Visitor(door.http).open(page="/hair/stem-cells")
    (greeting,) = visitor.opened["replies"]
    assert (greeting["seq"], greeting["text"]) == (1, "Hello, I am a program.")
    assert greeting["source"] == {"section": "Section 2", "reviewed_by": "", "reviewed_on": ""}
    assert set(greeting["buttons"][0]) == {"id", "title"}
    assert visitor.opened["clinic"] == {
        "name": "L&P Aesthetics",
        "phone": "+1 202 555 0142",
        "email": None,
        "emergency_number": "911",
        "crisis_line": "call or text 988",
        "retention_days": 365,
        "hours": None,
    }
    async with door.door.database.read() as session:
        row = await find_conversation(session, visitor.conversation)
    assert row is not None
    assert (row.page, row.message_count) == ("/hair/stem-cells", 1)


async def test_message_and_answer(visitor: Visitor, engine: FakeEngine) -> None:
    """A message gets its replies, what was understood, and numbers in a row."""
    message_id = new_id()
    response = await visitor.send("What does it cost?", message_id)
    assert response.status_code == 200
    answer = response.json()
    assert set(answer) == {"seq", "replies", "topics", "urgent", "form", "lead_saved", "live"}
    assert answer["seq"] == 2
    assert [reply["seq"] for reply in answer["replies"]] == [3, 4]
    assert answer["replies"][0]["text"] == "You said: 'What does it cost?'"
    assert answer["topics"] == [{"name": "faq/costs", "confidence": 0.9}]
    assert answer["urgent"] is False
    (call,) = engine.calls
    assert call == {
        "conversation_id": visitor.conversation,
        "message_id": message_id,
        "text": "What does it cost?",
    }


async def test_what_is_stored(door: Running, visitor: Visitor) -> None:
    """Staff can later see all that was understood, and which answer was given."""
    await visitor.send("I am bleeding")
    async with door.door.database.read() as session:
        row = await find_conversation(session, visitor.conversation)
        _, message, first, _ = await read_messages(session, visitor.conversation)
    assert row is not None
    assert (row.message_count, row.urgent_count, row.unanswered_count) == (4, 1, 0)
    assert (message.urgent, message.intent, message.engine_ms) == (True, "faq/costs", 3.5)
    assert message.ranking is not None
    assert len(message.ranking) == 5
    assert (first.version, first.model, first.topic) == ("v1", "fake-1", "faq/costs")


async def test_button_sends_its_question(visitor: Visitor, engine: FakeEngine) -> None:
    """The engine gets the payload; the visitor sees the title, and never the payload."""
    button = visitor.opened["replies"][0]["buttons"][0]
    response = await visitor.press(button["id"])
    assert response.status_code == 200
    assert engine.calls[-1]["text"] == "does the procedure hurt"
    assert (await visitor.history(1))[0]["text"] == button["title"]


async def test_button_of_another_conversation(door: Running, visitor: Visitor) -> None:
    """Buttons are valid where they were offered only; a refused one leaves nothing."""
    other = await Visitor(door.http).open()
    response = await other.press(visitor.opened["replies"][0]["buttons"][0]["id"])
    assert (response.status_code, code_of(response)) == (404, "unknown_button")
    assert len(await other.history()) == 1


async def test_history(visitor: Visitor) -> None:
    """The conversation reads in order, from where the browser asks."""
    message_id = new_id()
    await visitor.send("hi", message_id)
    messages = await visitor.history()
    assert [(m["seq"], m["from"]) for m in messages] == [
        (1, "assistant"),
        (2, "visitor"),
        (3, "assistant"),
        (4, "assistant"),
    ]
    assert set(messages[1]) == {
        *("seq", "from", "id", "name", "event", "text", "buttons", "source", "at", "feedback")
    }
    assert (messages[1]["id"], messages[1]["text"]) == (message_id, "hi")
    assert messages[2]["id"] is None
    assert all(datetime.fromisoformat(m["at"]).utcoffset() == timedelta(0) for m in messages)
    assert await visitor.history(after=2) == messages[2:]
    assert await visitor.history(after=99) == []


async def test_feedback(visitor: Visitor) -> None:
    """A verdict is kept and shown again; the last one counts."""
    assert (await visitor.history())[0]["feedback"] is None
    for body in ({"seq": 1, "helpful": True}, {"seq": 1, "helpful": False, "comment": "é"}):
        response = await visitor.ask("POST", "feedback", json=body)
        assert (response.status_code, response.content) == (204, b"")
    assert (await visitor.history())[0]["feedback"] == {"helpful": False, "comment": "é"}


async def test_feedback_on_what_is_no_reply(visitor: Visitor) -> None:
    """Only replies of this conversation can be judged."""
    await visitor.send("hi")
    for seq in (2, 77):
        response = await visitor.ask("POST", "feedback", json={"seq": seq, "helpful": True})
        assert (response.status_code, code_of(response)) == (404, "unknown_reply")


async def test_ordinary_texts(visitor: Visitor, engine: FakeEngine) -> None:
    """Empty, blank, slash commands, markup, emoji, the longest text: all are just messages."""
    texts = ["", "   ", "/restart", '/faq{"a": "b"}', "<b>hi</b>", "🙂", "脱发", "x" * 1000]
    for text in texts:
        response = await visitor.send(text)
        assert response.status_code == 200, text
    assert [call["text"] for call in engine.calls] == texts


async def test_strangers_see_nothing_of_each_other(door: Running, visitor: Visitor) -> None:
    """Every conversation holds its own messages only."""
    other = await Visitor(door.http).open()
    await visitor.send("mine")
    await other.send("theirs")
    assert "theirs" not in str(await visitor.history())
    assert "mine" not in str(await other.history())


async def test_clinic_hears_of_urgent_messages(start_door: StartDoor) -> None:
    """An urgent message puts a notice into the outbox, for each way that is set up."""
    async with start_door(webhook_url="https://clinic.example.org/hook") as door:
        visitor = await Visitor(door.http).open()
        await visitor.send("hi")
        await visitor.send("I am bleeding")
        await visitor.send("I am bleeding a lot")
        async with door.door.database.read() as session:
            (notice,) = await session.scalars(select(Notice))
    assert (notice.kind, notice.event) == ("webhook", "urgent")
    assert notice.conversation_id == visitor.conversation
