"""All that is sealed moves to the new key; at no moment is anything lost or not found."""

from __future__ import annotations

import asyncio

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from storage.answer import Answer
from storage.answers import store_answer
from storage.conversations import open_conversation
from storage.database import Database
from storage.feedback import give_feedback
from storage.holdings import read_holding
from storage.lead_limits import LeadLimits
from storage.messages import receive_message
from storage.persons import conversations_of_contact
from storage.reply import Reply
from storage.rotation import count_conversations, rotate_batch
from storage.tables import Base
from storage.unknown_key_error import UnknownKeyError
from storage.vault import Vault
from storage.words import comment_of, words_of
from tests.storage.steps import details_of, new_id, row_counts, save

OLD_KEY, NEW_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
OLD, BOTH, NEW = Vault([OLD_KEY]), Vault([NEW_KEY, OLD_KEY]), Vault([NEW_KEY])
CONTACT = "+16175550134"
NAMES = [f"c{n}" for n in range(5)]
LIMITS = LeadLimits(999, 999)


async def fill(database: Database, name: str, vault: Vault) -> None:
    """Make a conversation with something sealed in every column that can be."""
    client_id = new_id()
    masked = Answer(replies=(Reply(text="secret reply", masked="…"),), masked_text="…")
    async with database.write() as session:
        await open_conversation(session, name, None, [Reply(text="Hi")])
        await receive_message(session, vault, name, client_id, "secret words")
        await store_answer(session, vault, name, client_id, masked)
        await session.flush()
        await give_feedback(session, vault, name, 1, True, "secret comment")
    await save(database, details_of(name, contact=CONTACT), LIMITS, vault)


async def rotate(database: Database, vault: Vault = BOTH, size: int = 2) -> int:
    """Rotate to the end; gives the number of changes."""
    after, changed = "", 0
    while True:
        async with database.write() as session:
            step = await rotate_batch(session, vault, after, size)
        if step.last_id is None:
            return changed
        after, changed = step.last_id, changed + step.changed


async def sealed_values(database: Database) -> list[str]:
    """Read every sealed value of every table."""
    found = []
    async with database.read() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if column.name.endswith("sealed"):
                    words = text(f"SELECT {column.name} FROM {table.name}")  # noqa: S608 - our own names
                    found += [v for v in await session.scalars(words) if v is not None]
    return found


async def read_all(database: Database, vault: Vault) -> list[str | None]:
    """Read all that was sealed, as the app does."""
    found: list[str | None] = []
    async with database.read() as session:
        for name in NAMES:
            holding = await read_holding(session, name)
            assert holding is not None
            found += [words_of(message, vault) for message in holding.messages]
            found += [comment_of(m.feedback, vault) for m in holding.messages if m.feedback]
            found += [vault.open(lead.contact_sealed) for lead in holding.leads]
    return found


async def test_all_moves_to_the_first_key(database: Database) -> None:
    """After it the old key opens nothing, the new one everything, and people are still found."""
    for name in NAMES:
        await fill(database, name, OLD)
    before = await read_all(database, OLD)
    values = await sealed_values(database)
    assert len(values) == len(NAMES) * (2 + 1 + 6)
    assert await rotate(database) == len(values) + 1
    for value in await sealed_values(database):
        assert NEW.open(value)
        with pytest.raises(UnknownKeyError):
            OLD.open(value)
    assert await read_all(database, NEW) == before
    async with database.read() as session:
        assert await conversations_of_contact(session, NEW, CONTACT) == NAMES


async def test_interrupted_and_repeated(database: Database) -> None:
    """Stopped between two batches nothing is lost; again from the start does only the rest."""
    for name in NAMES:
        await fill(database, name, OLD)
    before = await read_all(database, OLD)
    with pytest.raises(ZeroDivisionError):
        async with database.write() as session:
            await rotate_batch(session, BOTH, "", 2)
            raise ZeroDivisionError
    async with database.write() as session:
        step = await rotate_batch(session, BOTH, "", 2)
    assert (step.last_id, step.conversations, step.changed) == ("c1", 2, 2 * 9 + 1)
    assert await read_all(database, BOTH) == before
    assert await rotate(database) == 3 * 9
    values = await sealed_values(database)
    assert await rotate(database) == 0
    assert await sealed_values(database) == values
    assert await read_all(database, NEW) == before


async def test_people_are_found_in_the_middle(database: Database) -> None:
    """Before, amid and after: a new request of a known person joins the old ones."""
    await fill(database, "c0", OLD)
    await fill(database, "c1", BOTH)
    async with database.read() as session:
        assert await conversations_of_contact(session, BOTH, CONTACT) == ["c0", "c1"]
    assert (await row_counts(database))["person"] == 1
    await rotate(database)
    await fill(database, "c2", BOTH)
    assert (await row_counts(database))["person"] == 1


async def test_twins_become_one_person(database: Database) -> None:
    """Two programs with different keys in front made two of one person: they are joined."""
    await fill(database, "c0", OLD)
    await fill(database, "c1", NEW)
    assert (await row_counts(database))["person"] == 2
    await rotate(database)
    assert (await row_counts(database))["person"] == 1
    async with database.read() as session:
        assert await conversations_of_contact(session, NEW, CONTACT) == ["c0", "c1"]
    assert await rotate(database) == 0


async def test_rows_from_before_sealing(database: Database) -> None:
    """What was never sealed is no obstacle."""
    await fill(database, "c0", OLD)
    async with database.write() as session:
        await session.execute(text("UPDATE message SET sealed = NULL"))
        await session.execute(text("UPDATE feedback SET sealed = NULL, comment = 'old'"))
    assert await rotate(database) == 6 + 1


async def test_missing_key_changes_nothing(database: Database) -> None:
    """Without the old key the rotation fails, and leaves everything as it was."""
    await fill(database, "c0", OLD)
    values = await sealed_values(database)
    with pytest.raises(UnknownKeyError):
        await rotate(database, NEW)
    assert await sealed_values(database) == values


async def test_rotation_while_visitors_write(database_url: str) -> None:
    """Nobody waits in vain for anybody, and after it nothing is sealed with the old key."""
    programs = Database(database_url), Database(database_url)
    for name in NAMES:
        await fill(programs[0], name, OLD)

    async def talk(name: str) -> None:
        for number in range(6):
            client_id = new_id()
            async with programs[1].write() as session:
                await receive_message(session, BOTH, name, client_id, "words")
            forget = Answer(replies=(Reply(text="ok"),), masked_text="…", forget_details=True)
            keep = Answer(replies=(Reply(text="ok", masked="…"),), masked_text="…")
            async with programs[1].write() as session:
                answer = forget if number % 3 else keep
                await store_answer(session, BOTH, name, client_id, answer)
            async with programs[1].write() as session:
                await give_feedback(session, BOTH, name, 1, False, f"comment {number}")

    await asyncio.gather(rotate(programs[0]), *(talk(name) for name in NAMES), rotate(programs[0]))
    await rotate(programs[0])
    seen = await read_all(programs[0], NEW)
    assert seen.count("comment 5") == len(NAMES)
    for program in programs:
        await program.close()


async def test_newer_comment_is_not_undone(database: Database) -> None:
    """A comment that is being changed while its batch is read stays changed."""
    for name in NAMES:
        await fill(database, name, OLD)
    async with database.write() as session:
        await give_feedback(session, BOTH, "c0", 1, False, "newer")
        await session.flush()
        rotating = asyncio.create_task(rotate(database))
        # Long enough for it to read the batch, if nothing keeps it from that.
        await asyncio.sleep(0.3)
    await rotating
    assert "newer" in await read_all(database, NEW)


async def test_progress_can_be_told(database: Database) -> None:
    """The number of conversations is known from the start."""
    for name in NAMES:
        await fill(database, name, OLD)
    async with database.read() as session:
        assert await count_conversations(session) == len(NAMES)
