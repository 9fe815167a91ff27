"""Erased is erased, and the engine is not forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from storage.answer import Answer
from storage.conversations import expired_conversations, open_conversation
from storage.database import Database
from storage.erasures import due_erasures, erase_conversation, settle_erasure
from storage.feedback import give_feedback
from storage.reply import Reply
from storage.tables import Conversation, PendingErasure
from tests.storage.steps import VAULT, answer, new_id, receive, row_counts

HONEST = Answer(replies=(Reply(text="Sorry", honest_line=True),), unanswered=True)


async def erase(database: Database, conversation: str) -> bool:
    """Erase in a transaction of its own."""
    async with database.write() as session:
        return await erase_conversation(session, conversation)


async def due(database: Database) -> list[str]:
    """Tell what the engine should forget now."""
    async with database.read() as session:
        return list(await due_erasures(session, 10))


async def test_nothing_of_it_is_left(database: Database, conversation: str) -> None:
    """All rows go, except the note for the engine, which goes when that has forgotten."""
    async with database.write() as session:
        await open_conversation(session, "other", None, [Reply(text="Hello")])
    client_id = new_id()
    await receive(database, conversation, client_id, "hi")
    await answer(database, conversation, client_id)
    async with database.write() as session:
        await give_feedback(session, VAULT, conversation, 3, True, "fine")

    assert await erase(database, conversation)
    rest = {name: rows for name, rows in (await row_counts(database)).items() if rows}
    assert rest == {"conversation": 1, "message": 1, "pending_erasure": 1}
    assert await due(database) == [conversation]

    async with database.write() as session:
        await settle_erasure(session, conversation)
    assert await due(database) == []
    assert (await row_counts(database))["pending_erasure"] == 0


async def test_erasing_twice(database: Database, conversation: str) -> None:
    """The second time there is nothing to erase."""
    assert await erase(database, conversation)
    assert not await erase(database, conversation)
    assert not await erase(database, "nobody")


@pytest.mark.parametrize("given_up", [True, False])
async def test_engine_forgets_again_after_a_turn_that_was_given_up(
    database: Database, conversation: str, given_up: bool
) -> None:
    """A turn without an end may still run in the engine: the note stays until later."""
    client_id = new_id()
    await receive(database, conversation, client_id, "hi")
    if given_up:
        await answer(database, conversation, client_id, HONEST)
    await erase(database, conversation)
    assert await due(database) == []
    async with database.write() as session:
        await settle_erasure(session, conversation)
    assert (await row_counts(database))["pending_erasure"] == 1

    async with database.write() as session:
        await session.execute(update(PendingErasure).values(due_at=datetime.now(UTC)))
    assert await due(database) == [conversation]


async def test_expired_conversations_oldest_first(database: Database) -> None:
    """Those whose last message is too old are found, the others are not."""
    now = datetime.now(UTC)
    async with database.write() as session:
        for days in (1, 400, 500):
            await open_conversation(session, f"c{days}", None, [Reply(text="Hello")])
            await session.execute(
                update(Conversation)
                .where(Conversation.id == f"c{days}")
                .values(last_at=now - timedelta(days=days))
            )
    async with database.read() as session:
        before = now - timedelta(days=365)
        assert await expired_conversations(session, before, before, 10) == ["c500", "c400"]
        assert await expired_conversations(session, before, before, 1) == ["c500"]


async def test_erased_words_are_not_in_the_files(sqlite_url: str, tmp_path: Path) -> None:
    """SQLite overwrites what is erased, in the file and in its log."""
    database = Database(sqlite_url)
    word = "xylophonist"
    async with database.write() as session:
        await open_conversation(session, "c", None, [Reply(text="Hello")])
    client_id = new_id()
    await receive(database, "c", client_id, word * 20)
    await answer(database, "c", client_id)
    assert _found(tmp_path, word)
    await erase(database, "c")
    await database.scrub()
    assert not _found(tmp_path, word)
    await database.close()


def _found(folder: Path, word: str) -> bool:
    return any(word.encode() in path.read_bytes() for path in folder.glob("app.db*"))
