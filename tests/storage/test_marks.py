"""Tags, notes and reviews: kept once, sealed where they must be, and erased with all else."""

from __future__ import annotations

from cryptography.fernet import Fernet

from storage.database import Database
from storage.erasures import erase_conversation
from storage.review.marks import add_note, add_tag, read_notes, remove_tag, set_state
from storage.review.names import tag_names, topic_names
from storage.rotation import rotate_batch
from storage.staff.accounts import add_account
from storage.tables import Conversation
from storage.vault import Vault
from tests.storage.steps import VAULT, new_id, receive, row_counts
from tests.storage.talks import talk


async def noted(database: Database, vault: Vault) -> str:
    """Make a conversation with a note and a tag; the tag is put on it twice."""
    await talk(database, "c")
    async with database.write() as session:
        account = await add_account(session, "ada@clinic.example", "Ada", "reviewer")
        await add_note(session, vault, "c", account.id, "Her scalp is sore")
        for _ in range(2):
            assert await add_tag(session, "c", "price")
    return "c"


async def test_erasing_takes_marks_along(database: Database) -> None:
    """No topic, tag or note outlives its conversation."""
    await noted(database, VAULT)
    tables = ("conversation_topic", "conversation_tag", "conversation_note")
    counts = await row_counts(database)
    assert [counts[table] for table in tables] == [1, 1, 1]
    async with database.write() as session:
        await erase_conversation(session, "c")
    counts = await row_counts(database)
    assert [counts[table] for table in tables] == [0, 0, 0]


async def test_notes_are_sealed_and_rotated(database: Database) -> None:
    """A note is not in the clear, and a rotation brings it to the new key."""
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    await noted(database, Vault([old]))
    async with database.read() as session:
        ((note, _),) = await read_notes(session, "c")
    assert "sore" not in note.sealed
    # The visitor's own sealed words have another key in these tests.
    vault = Vault([new, old])
    async with database.write() as session:
        await rotate_batch(session, vault, "", 10)
    async with database.read() as session:
        ((note, author),) = await read_notes(session, "c")
    assert Vault([new]).open(note.sealed) == "Her scalp is sore"
    assert author.name == "Ada"


async def test_names_are_those_in_use(database: Database) -> None:
    """Filters offer what conversations have, each once, in alphabetical order."""
    async with database.read() as session:
        assert (await topic_names(session), await tag_names(session)) == ([], [])
    for name, topic in (("a", "faq/b"), ("b", "faq/a"), ("c", "faq/b")):
        await talk(database, name, topics=((topic, 0.9, ""),))
    async with database.write() as session:
        await add_tag(session, "a", "x")
        await add_tag(session, "b", "y")
        await remove_tag(session, "b", "y")
    async with database.read() as session:
        assert await topic_names(session) == ["faq/a", "faq/b"]
        assert await tag_names(session) == ["x"]


async def test_new_message_opens_a_reviewed_conversation(database: Database) -> None:
    """What a visitor adds after the review is not lost in what is done; 'later' stays 'later'."""
    for name, state, after in (("a", "reviewed", "open"), ("b", "later", "later")):
        await talk(database, name)
        async with database.write() as session:
            assert await set_state(session, name, state)
        await receive(database, name, new_id(), "One more thing")
        async with database.read() as session:
            assert (await session.get_one(Conversation, name)).review_state == after
