"""Contact details in a chat: the visitor sees them, the database never shows them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text

from storage.database import Database
from storage.leads import read_leads
from storage.tables import Base
from tests.conversations.traces import files_with
from tests.storage.steps import LIMITS, details_of, save
from tests.web.conftest import StartDoor
from tests.web.fake_engine import MASK, FakeEngine, masked
from tests.web.running import Running
from tests.web.visitor import Visitor, new_id

NUMBER = "617 555 0134"
NAME = "Quetzalina"
CANARIES = [NUMBER, NAME, "marimba"]
OURS = ("id", "conversation_id", "person_id")
# How staff work on it is theirs.
WORK = {"review_state", "reviewer_id", "assignee_id", "call_from", "call_until", "contacted_at"}


@pytest_asyncio.fixture
async def door(start_door: StartDoor) -> AsyncIterator[Running]:
    """A door of one's own: these tests look at all rows."""
    async with start_door() as running:
        yield running


@pytest.fixture(autouse=True)
def details(engine: FakeEngine) -> None:
    """The engine takes these for contact details."""
    engine.details = CANARIES


async def all_rows(database: Database) -> str:
    """Read every column of every table."""
    async with database.read() as session:
        rows = [
            str(row)
            for table in Base.metadata.sorted_tables
            for row in await session.execute(text(f'SELECT * FROM "{table.name}"'))  # noqa: S608 - our own names
        ]
    return "\n".join(rows)


async def test_canaries_are_nowhere(
    door: Running, visitor: Visitor, engine: FakeEngine, tmp_path: Path
) -> None:
    """Message, reply, topic, comment and request: no table and no file holds a plain word."""
    await visitor.send(f"I am {NAME}, {NUMBER}")
    engine.status = 500
    await visitor.send(f"{NAME} again, at {NUMBER}, while the engine is away")
    engine.status = 200
    about = {"seq": 3, "helpful": False, "comment": f"marimba {NUMBER}"}
    assert (await visitor.ask("POST", "feedback", json=about)).status_code == 204
    request = details_of(
        visitor.conversation, name=NAME, contact_raw=NUMBER, subject="marimba", consent_words=NAME
    )
    await save(door.door.database, request, LIMITS, door.door.vault)

    rows = await all_rows(door.door.database)
    assert MASK in rows
    for canary in (*CANARIES, "+16175550134"):
        assert canary not in rows
        assert files_with(canary, tmp_path) == []


async def test_visitor_sees_what_was_said(visitor: Visitor, engine: FakeEngine) -> None:
    """Answer, repeated answer, history and what the engine gets hold the real words."""
    message_id = new_id()
    words = f"call {NAME} at {NUMBER}"
    answer = (await visitor.send(words, message_id)).json()
    assert answer["replies"][0]["text"] == f"You said: {words!r}"
    assert (await visitor.send("again", message_id)).json() == answer
    assert engine.calls[-1]["text"] == words
    assert [m["text"] for m in (await visitor.history())[1:3]] == [words, f"You said: {words!r}"]


async def test_form_is_told(visitor: Visitor, engine: FakeEngine) -> None:
    """Answer and history name the open form, and a repeated id the one of its time."""
    message_id = new_id()
    engine.changes = {"active_form": "contact_form"}
    answer = (await visitor.send("call me", message_id)).json()
    assert answer["form"] == "contact_form"
    history = (await visitor.ask("GET", "messages")).json()
    assert history["form"] == "contact_form"
    engine.status = 500
    assert (await visitor.send("hm")).json()["form"] == "contact_form"
    engine.status = 200
    engine.changes = {}
    assert (await visitor.send("cancel")).json()["form"] is None
    assert (await visitor.ask("GET", "messages")).json()["form"] is None
    assert (await visitor.send("call me", message_id)).json()["form"] == "contact_form"


async def test_refused_consent_leaves_no_details(
    door: Running, visitor: Visitor, engine: FakeEngine
) -> None:
    """After it the visitor too sees the masked form: the details are not kept at all."""
    words = f"I am {NAME}, {NUMBER}"
    await visitor.send(words)
    engine.changes = {"forget_details": True}
    await visitor.send("no")
    assert (await visitor.history())[1]["text"] == masked(words, CANARIES)
    assert "gAAAA" not in await all_rows(door.door.database)


async def test_export_holds_the_request(door: Running, visitor: Visitor) -> None:
    """The visitor gets the request in the clear, with the exact consent and what staff saw."""
    words = f"I am {NAME}"
    await visitor.send(words)
    request = details_of(visitor.conversation, name=NAME)
    saved = await save(door.door.database, request, LIMITS, door.door.vault)
    data = (await visitor.ask("GET", "export")).json()
    (lead,) = data["leads"]
    assert (lead["reference"], lead["name"]) == (saved.reference, NAME)
    for field in ("channel", "contact", "contact_raw", "preferred_time", "subject", "form_run"):
        assert lead[field] == getattr(request, field)
    for field in ("consent_text", "consent_version", "consent_words"):
        assert lead[field] == getattr(request, field)
    assert [notice["reference"] for notice in data["notices"]] == [saved.reference] * 2
    assert (data["messages"][1]["text"], data["messages"][1]["shown_to_staff"]) == (
        words,
        masked(words, CANARIES),
    )


async def test_export_holds_every_column(door: Running, visitor: Visitor) -> None:
    """No column of a visitor's rows is missing in the export, but for our own numbering."""
    await visitor.send(f"I am {NAME}")
    await visitor.ask("POST", "feedback", json={"seq": 1, "helpful": True, "comment": "marimba"})
    await save(door.door.database, details_of(visitor.conversation), LIMITS, door.door.vault)
    data = (await visitor.ask("GET", "export")).json()
    # `id` of a conversation has a longer name there; those of a lead are our own numbering.
    shown = {
        "conversation": {*data, "id", *WORK},
        "lead": {*data["leads"][0], *OURS, *WORK},
    }
    for table, fields in shown.items():
        columns = {column.name for column in Base.metadata.tables[table].columns}
        assert {name.removesuffix("_sealed") for name in columns} <= fields


async def test_erased_with_the_request(door: Running, visitor: Visitor, tmp_path: Path) -> None:
    """Nothing is left of message, request, notices and person, sealed or not, in any file."""
    await visitor.send(f"I am {NAME}, {NUMBER}")
    saved = await save(
        door.door.database, details_of(visitor.conversation), LIMITS, door.door.vault
    )
    async with door.door.database.read() as session:
        (lead,) = await read_leads(session, visitor.conversation)
    traces = [saved.reference, lead.name_sealed, lead.contact_sealed, visitor.conversation]
    assert (await visitor.ask("DELETE", "conversation")).status_code == 204
    assert await all_rows(door.door.database) == ""
    for trace in traces:
        assert files_with(trace, tmp_path) == []
