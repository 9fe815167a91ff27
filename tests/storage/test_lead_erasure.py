"""Erasing a conversation takes its requests, its notices and people known by nothing else."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from storage.conversations import (
    clear_visitor_keys,
    expired_conversations,
    find_conversation,
    open_conversation,
)
from storage.database import Database
from storage.erasures import erase_conversation, settle_erasure
from storage.holdings import read_holding
from storage.lead_limits import LeadLimits
from storage.persons import conversations_of_contact, conversations_of_reference
from storage.reply import Reply
from storage.tables import Conversation
from storage.unknown_conversation import UnknownConversation
from tests.storage.steps import ANSWER, VAULT, answer, details_of, new_id, receive, row_counts, save
from tests.storage.test_rotation import fill, sealed_values

CONTACT = "+16175550134"
LIMITS = LeadLimits(99, 99)


async def open_for(database: Database, *names: str) -> None:
    """Open conversations."""
    for name in names:
        async with database.write() as session:
            await open_conversation(session, name, None, [Reply(text="Hi")], "k" * 64)


async def erase(database: Database, name: str) -> None:
    """Erase a conversation, and say that the engine has forgotten it."""
    async with database.write() as session:
        await erase_conversation(session, name)
    async with database.write() as session:
        await settle_erasure(session, name)


async def test_nothing_is_left(database: Database) -> None:
    """All tables are empty after the only conversation is erased."""
    await fill(database, "c", VAULT)
    counts = await row_counts(database)
    assert all(counts[name] for name in ("lead", "person", "notice", "feedback"))
    await erase(database, "c")
    assert {name: n for name, n in (await row_counts(database)).items() if n} == {}


async def test_person_stays_while_there_is_another_request(database: Database) -> None:
    """A person goes with the last of their conversations, not before."""
    await open_for(database, "c1", "c2")
    for name in ("c1", "c2"):
        await save(database, details_of(name))
    await erase(database, "c1")
    async with database.read() as session:
        assert await conversations_of_contact(session, VAULT, CONTACT) == ["c2"]
    await erase(database, "c2")
    counts = await row_counts(database)
    assert (counts["person"], counts["lead"], counts["notice"]) == (0, 0, 0)


async def test_erasing_and_saving_at_once(database_url: str) -> None:
    """Requests of one person come and go at the same moment: no error, nobody left behind."""
    programs = Database(database_url), Database(database_url)
    for turn in range(8):
        gone = [f"gone{turn}{n}" for n in range(3)]
        await open_for(programs[0], *gone, f"new{turn}")
        for name in gone:
            await save(programs[0], details_of(name), LIMITS)

        async def late(name: str) -> None:
            with suppress(UnknownConversation):
                await save(programs[1], details_of(name), LIMITS)

        await asyncio.gather(
            *(erase(programs[n % 2], name) for n, name in enumerate(gone)),
            late(f"new{turn}"),
            late(gone[0]),
        )
        async with programs[0].read() as session:
            assert await conversations_of_contact(session, VAULT, CONTACT) == [f"new{turn}"]
        assert (await row_counts(programs[0]))["person"] == 1
        await erase(programs[1], f"new{turn}")
        assert (await row_counts(programs[0]))["person"] == 0
    for program in programs:
        await program.close()


async def test_all_conversations_of_a_person_are_found(database: Database) -> None:
    """By any spelling of the contact, or by the reference of any of the requests."""
    await open_for(database, "c1", "c2", "c3")
    first = await save(database, details_of("c1", contact="maria@example.org", channel="email"))
    await save(database, details_of("c2", contact="Maria@example.org", channel="email"))
    await save(database, details_of("c3"))
    async with database.read() as session:
        by_contact = await conversations_of_contact(session, VAULT, "MARIA@example.org")
        assert by_contact == ["c1", "c2"]
        assert await conversations_of_reference(session, first.reference) == ["c1", "c2"]
        assert await conversations_of_reference(session, "ZZ-0000") == []
        assert await conversations_of_contact(session, VAULT, "nobody@example.org") == []


async def test_holding_is_all_there_is(database: Database) -> None:
    """What is held of a conversation can be read and counted as a whole."""
    await fill(database, "c", VAULT)
    async with database.read() as session:
        holding = await read_holding(session, "c")
        assert await read_holding(session, "nobody") is None
    assert holding is not None
    counts = holding.counts()
    assert counts == {
        "conversations": 1,
        "messages": 3,
        "comments and verdicts": 1,
        "requests": 1,
        "notices": 2,
    }


async def test_each_kind_of_conversation_has_its_time(database: Database) -> None:
    """Those with a request and those without are kept as long as each is promised."""
    now = datetime.now(UTC)
    await open_for(database, "plain", "lead", "old")
    for name in ("lead", "old"):
        await save(database, details_of(name))
    async with database.write() as session:
        for name, days in (("plain", 40), ("lead", 40), ("old", 100)):
            await session.execute(
                update(Conversation)
                .where(Conversation.id == name)
                .values(last_at=now - timedelta(days=days))
            )
    async with database.read() as session:

        async def expired(days: int, lead_days: int) -> list[str]:
            before, lead_before = (now - timedelta(days=n) for n in (days, lead_days))
            return list(await expired_conversations(session, before, lead_before, 10))

        assert await expired(30, 90) == ["old", "plain"]
        assert await expired(90, 30) == ["old", "lead"]
        assert await expired(30, 365) == ["plain"]
        assert await expired(365, 365) == []


async def test_addresses_are_forgotten(database: Database) -> None:
    """The key of a visitor's address goes once requests are no longer counted by it."""
    now = datetime.now(UTC)
    await open_for(database, "old", "new")
    async with database.write() as session:
        await session.execute(
            update(Conversation)
            .where(Conversation.id == "old")
            .values(last_at=now - timedelta(hours=25))
        )
    async with database.write() as session:
        await clear_visitor_keys(session, now - timedelta(hours=24))
    async with database.read() as session:
        old, new = [await find_conversation(session, name) for name in ("old", "new")]
    assert old is not None
    assert new is not None
    assert (old.visitor_key, new.visitor_key) == (None, "k" * 64)


async def test_not_a_byte_is_left(sqlite_url: str, tmp_path: Path) -> None:
    """Neither words nor sealed forms nor fingerprints stay in the files, the log included."""
    database = Database(sqlite_url)
    await fill(database, "c", VAULT)
    await open_for(database, "other")
    client_id = new_id()
    await receive(database, "other", client_id, "stays")
    await answer(database, "other", client_id, ANSWER)
    traces = [*await sealed_values(database), VAULT.fingerprint(CONTACT), "May we call you?"]
    async with database.read() as session:
        holding = await read_holding(session, "c")
    assert holding is not None
    traces += [lead.reference for lead in holding.leads]
    assert all(_found(tmp_path, trace) for trace in traces)

    await erase(database, "c")
    await database.scrub()
    assert [trace for trace in traces if _found(tmp_path, trace)] == []
    assert _found(tmp_path, "stays")
    await database.close()


def _found(folder: Path, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.glob("app.db*"))
