"""Takeovers: one colleague at a time, each message once, nothing left after an erasure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from storage.already_joined_error import AlreadyJoinedError
from storage.conversations import lock_conversation
from storage.database import Database
from storage.erasures import erase_conversation
from storage.feedback import give_feedback
from storage.messages import read_messages
from storage.not_joined_error import NotJoinedError
from storage.reply import Reply
from storage.rotation import rotate_batch
from storage.staff.accounts import add_account
from storage.staff.sessions import open_session
from storage.tables import Account, Takeover
from storage.tables.takeover import HANDED_BACK
from storage.takeovers import ask_for_person, hand_back, join, open_takeover, say
from storage.waiting import (
    end_unmet,
    joined_takeovers,
    silent_since,
    somebody_free,
    waiting_visitors,
)
from storage.words import words_of
from tests.storage.steps import VAULT, new_id, receive

WORDS = ("call me on 617 555 0134", "call me on [contact]")


async def colleague(database: Database, name: str, role: str = "reviewer") -> Account:
    """Add a colleague who was at the console just now."""
    async with database.write() as session:
        account = await add_account(session, f"{name}@clinic.example", name, role)
        await open_session(session, account.id, name * 8, datetime.now(UTC))
    return account


async def joined(database: Database, conversation: str, account: Account) -> None:
    """Let a colleague join."""
    async with database.write() as session:
        assert await join(session, conversation, account, f"{account.name} is here") is not None


async def asked(database: Database, conversation: str) -> None:
    """Let the visitor ask for a person."""
    async with database.write() as session:
        await lock_conversation(session, conversation)
        await ask_for_person(session, conversation)


async def test_the_way_of_a_takeover(database: Database, conversation: str) -> None:
    """Asked, joined, said and handed back: each an own row, in order, with who spoke."""
    ada = await colleague(database, "Ada")
    await asked(database, conversation)
    await asked(database, conversation)
    await joined(database, conversation, ada)
    await joined(database, conversation, ada)
    async with database.write() as session:
        await say(session, VAULT, conversation, ada.id, new_id(), WORDS)
    async with database.write() as session:
        assert await hand_back(session, conversation, HANDED_BACK, "I am back", ada.id)
    async with database.write() as session:
        assert not await hand_back(session, conversation, HANDED_BACK, "I am back", ada.id)
    async with database.read() as session:
        messages = await read_messages(session, conversation)
        assert await open_takeover(session, conversation) is None
        assert await session.scalar(select(func.count()).select_from(Takeover)) == 1
    assert [(m.seq, m.speaker, m.said_by) for m in messages] == [
        (1, "assistant", None),
        (2, "event", "Ada"),
        (3, "staff", "Ada"),
        (4, "event", None),
    ]
    assert messages[2].text == WORDS[1]
    assert words_of(messages[2], VAULT) == WORDS[0]


async def test_one_colleague_at_a_time(database: Database, conversation: str) -> None:
    """A second one is told who is there, and can neither speak nor hand back."""
    ada, bo = await colleague(database, "Ada"), await colleague(database, "Bo")
    await joined(database, conversation, ada)
    with pytest.raises(AlreadyJoinedError) as caught:
        await joined(database, conversation, bo)
    assert caught.value.name == "Ada"
    for attempt in (
        lambda session: say(session, VAULT, conversation, bo.id, new_id(), WORDS),
        lambda session: hand_back(session, conversation, HANDED_BACK, "back", bo.id),
    ):
        with pytest.raises(NotJoinedError):
            async with database.write() as session:
                await attempt(session)


async def test_the_same_key_is_the_same_message(database: Database, conversation: str) -> None:
    """What is sent again after a lost answer stands there once."""
    ada, key = await colleague(database, "Ada"), new_id()
    await joined(database, conversation, ada)
    seqs = []
    for _ in range(2):
        async with database.write() as session:
            message = await say(session, VAULT, conversation, ada.id, key, WORDS)
        assert message is not None
        seqs.append(message.seq)
    assert seqs == [3, 3]


async def test_who_is_free(database: Database, conversation: str) -> None:
    """Free is who may join, was seen lately and is in no other conversation."""
    await colleague(database, "Vi", role="viewer")
    lately, later = (datetime.now(UTC) + timedelta(minutes=m) for m in (-1, 1))

    async def free(since: datetime) -> bool:
        async with database.read() as session:
            return await somebody_free(session, since)

    assert not await free(lately)
    ada = await colleague(database, "Ada")
    assert await free(lately)
    assert not await free(later)
    await joined(database, conversation, ada)
    assert not await free(lately)


async def test_nobody_came(database: Database, conversation: str) -> None:
    """The visitor is told once; whoever has been joined is not told."""
    ada = await colleague(database, "Ada")
    await asked(database, conversation)
    async with database.read() as session:
        assert [t.conversation_id for t in await waiting_visitors(session)] == [conversation]
    for expected in (True, False):
        async with database.write() as session:
            assert await end_unmet(session, conversation, Reply(text="Sorry")) is expected
    await asked(database, conversation)
    await joined(database, conversation, ada)
    async with database.write() as session:
        assert not await end_unmet(session, conversation, Reply(text="Sorry"))


async def test_silent_since(database: Database, conversation: str) -> None:
    """It counts from the visitor's first unanswered message, else from the colleague's last."""
    ada = await colleague(database, "Ada")
    await joined(database, conversation, ada)

    async def since() -> datetime | None:
        async with database.read() as session:
            (takeover,) = await joined_takeovers(session)
            return await silent_since(session, takeover)

    async with database.read() as session:
        joining = (await read_messages(session, conversation))[-1]
    assert await since() == joining.created_at
    first = await receive(database, conversation, new_id(), "are you there?")
    await receive(database, conversation, new_id(), "hello?")
    assert await since() == first.message.created_at
    async with database.write() as session:
        said = await say(session, VAULT, conversation, ada.id, new_id(), WORDS)
    assert said is not None
    assert await since() == said.created_at


async def test_verdicts_are_on_the_assistant_only(database: Database, conversation: str) -> None:
    """Nobody rates a colleague's words with a thumb."""
    ada = await colleague(database, "Ada")
    await joined(database, conversation, ada)
    async with database.write() as session:
        await say(session, VAULT, conversation, ada.id, new_id(), WORDS)
    for seq, expected in ((1, True), (2, False), (3, False)):
        async with database.write() as session:
            given = await give_feedback(session, VAULT, conversation, seq, True, None)
        assert given is expected


async def test_nothing_is_left_after_an_erasure(database: Database, conversation: str) -> None:
    """Erased with the conversation: takeovers and what colleagues said; keys turn them, too."""
    ada = await colleague(database, "Ada")
    await joined(database, conversation, ada)
    async with database.write() as session:
        await say(session, VAULT, conversation, ada.id, new_id(), WORDS)
    async with database.write() as session:
        step = await rotate_batch(session, VAULT, "", 10)
    assert step.conversations == 1
    async with database.write() as session:
        assert await erase_conversation(session, conversation)
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Takeover)) == 0
        assert await read_messages(session, conversation) == []
