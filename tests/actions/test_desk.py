"""A confirmed request is committed once before its reference is given; otherwise it is said so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from cryptography.fernet import Fernet
from pydantic import SecretStr
from rasa_sdk import Tracker
from sqlalchemy import func, select

from actions.handover.desk import Desk, NotSavedError
from actions.handover.request import Request
from settings import Settings
from storage.conversations import open_conversation
from storage.database import Database
from storage.leads import read_leads
from storage.tables import Lead
from storage.too_many_leads import TooManyLeads
from storage.vault import Vault
from tests.actions.messages import WHOLE, heard
from tests.actions.tracker import CONVERSATION, tracker_of, user

KEY = Fernet.generate_key().decode()
YES = heard("yes", "affirm", language="en")


def settings_of(url: str, **more: Any) -> Settings:
    """Make settings for a database."""
    return Settings(database_url=url, data_keys=SecretStr(KEY), leads_per_contact=2, **more)


def shell(*events: dict[str, Any]) -> Tracker:
    """Make a conversation that did not come through the door."""
    return tracker_of(*({**event, "input_channel": "cmdline"} for event in events))


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database of each kind, with one conversation."""
    database = Database(database_url)
    async with database.write() as session:
        await open_conversation(session, CONVERSATION, None, ())
    yield database
    await database.close()


@pytest.fixture
def desk(database_url: str) -> Desk:
    """A desk at the same database."""
    return Desk(settings_of(database_url))


async def count(database: Database) -> int:
    """Count all stored requests."""
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(Lead)) or 0


async def test_saved(database: Database, desk: Desk) -> None:
    """All that was confirmed is stored sealed, with the consent's words."""
    reference = await desk.save(replace(WHOLE, subject="my hair"), YES, tracker_of(user("yes")))
    async with database.read() as session:
        (lead,) = await read_leads(session, CONVERSATION)
    vault = Vault([KEY])
    assert lead.reference == reference
    assert vault.open(lead.name_sealed) == "Maria"
    assert vault.open(lead.contact_sealed) == "+16175550134"
    assert vault.open(lead.contact_raw_sealed) == "617 555 0134"
    assert vault.open(lead.preferred_time_sealed) == "any time"
    assert lead.subject_sealed is not None
    assert vault.open(lead.subject_sealed) == "my hair"
    assert vault.open(lead.consent_words_sealed) == "yes"
    assert lead.consent_text == Settings().consent_wording
    assert (lead.channel, lead.urgent, lead.language) == ("phone", False, "en")


async def test_twice_is_once(database: Database, desk: Desk) -> None:
    """The same run of the form, also at the same moment, is one request with one reference."""
    saves = [desk.save(WHOLE, YES, tracker_of(user("yes"))) for _ in range(4)]
    references = await asyncio.gather(*saves)
    assert len(set(references)) == 1
    assert await count(database) == 1


async def test_another_run_is_another_request(database: Database, desk: Desk) -> None:
    """The form again is a second request."""
    other = replace(WHOLE, run=str(uuid4()))
    first, second = [await desk.save(r, YES, tracker_of(user("yes"))) for r in (WHOLE, other)]
    assert first != second
    assert await count(database) == 2


async def test_urgent(database: Database, desk: Desk) -> None:
    """A request from a conversation with an alarm in it is marked."""
    await desk.save(WHOLE, YES, tracker_of(user("it bleeds", urgent=True), user("yes")))
    async with database.read() as session:
        (lead,) = await read_leads(session, CONVERSATION)
    assert lead.urgent


async def test_too_many(database: Database, desk: Desk) -> None:
    """A limit is told, and nothing is stored then."""
    runs = [replace(WHOLE, run=str(uuid4())) for _ in range(3)]
    for request in runs[:2]:
        await desk.save(request, YES, tracker_of(user("yes")))
    with pytest.raises(TooManyLeads):
        await desk.save(runs[2], YES, tracker_of(user("yes")))
    assert await count(database) == 2


async def test_erased_meanwhile(database: Database, desk: Desk) -> None:
    """A conversation of the website that is gone is not opened again."""
    tracker = tracker_of(user("yes"))
    tracker.sender_id = "d" * 32
    with pytest.raises(NotSavedError):
        await desk.save(WHOLE, YES, tracker)
    assert await count(database) == 0


async def test_from_the_shell(database: Database, desk: Desk) -> None:
    """A conversation of another channel is opened where there is none."""
    tracker = shell(user("yes"))
    tracker.sender_id = "e" * 32
    assert await desk.save(WHOLE, YES, tracker)
    assert await count(database) == 1


async def test_no_database() -> None:
    """A database that is away is an error of ours, without a word of the request in it."""
    desk = Desk(settings_of("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    with pytest.raises(NotSavedError) as caught:
        await desk.save(WHOLE, YES, tracker_of(user("yes")))
    assert "617" not in repr(caught.value)
    assert caught.value.__cause__ is None


async def test_nothing_but_a_whole_request(database: Database, desk: Desk) -> None:
    """A request without a consent's moment is refused, not stored half."""
    with pytest.raises((ValueError, NotSavedError)):
        await desk.save(Request.begin(), YES, tracker_of(user("yes")))
    assert await count(database) == 0
