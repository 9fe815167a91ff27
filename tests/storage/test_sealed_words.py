"""Visitors' words: sealed on arrival, then readable as far as they hold no details."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from storage.answer import Answer
from storage.answers import store_answer
from storage.conversations import open_conversation
from storage.database import Database
from storage.feedback import give_feedback
from storage.messages import find_exchange, open_form, read_messages
from storage.reply import Reply
from storage.tables import Message, Notice
from storage.words import comment_of, words_of
from tests.storage.steps import ANSWER, VAULT, answer, new_id, receive, row_counts, save
from tests.storage.steps import details_of as details

NUMBER = "617 555 0134"
MASKED = Answer(
    replies=(Reply(text=f"I'll note {NUMBER}.", masked="I'll note [phone]."), Reply(text="Fine")),
    topics=(("book", 0.9, "call me at [phone]"), ("other", 0.5, f"at {NUMBER}")),
    masked_text="call me at [phone]",
    form="contact_form",
)
HONEST = Answer(replies=(Reply(text="Sorry", honest_line=True),), unanswered=True)
REFUSED = Answer(replies=(Reply(text="Nothing is kept."),), forget_details=True)


async def say(database: Database, conversation: str, words: str, made_of_it: Answer) -> str:
    """Send a message and answer it."""
    client_id = new_id()
    await receive(database, conversation, client_id, words)
    await answer(database, conversation, client_id, made_of_it)
    return client_id


async def read(database: Database, conversation: str) -> list[tuple[str, str]]:
    """Read what staff and what the visitor see of each message."""
    async with database.read() as session:
        found = await read_messages(session, conversation)
    return [(message.text, words_of(message, VAULT)) for message in found]


async def test_on_arrival_all_is_sealed(database: Database, conversation: str) -> None:
    """Before the engine has seen it, nobody reads a word without the key."""
    await receive(database, conversation, new_id(), f"call me at {NUMBER}")
    assert (await read(database, conversation))[1] == ("", f"call me at {NUMBER}")


async def test_without_details_it_is_readable(database: Database, conversation: str) -> None:
    """A plain question is stored as it was written, and not twice."""
    client_id = await say(database, conversation, "Does it hurt?", ANSWER)
    async with database.read() as session:
        exchange = await find_exchange(session, conversation, client_id)
    assert exchange is not None
    assert (exchange.message.text, exchange.message.sealed) == ("Does it hurt?", None)
    assert [reply.sealed for reply in exchange.replies] == [None, None]


async def test_details_stay_sealed(database: Database, conversation: str) -> None:
    """Staff see the masked form, of the message, its parts and the replies; the visitor all."""
    await say(database, conversation, f"call me at {NUMBER}", MASKED)
    assert (await read(database, conversation))[1:] == [
        ("call me at [phone]", f"call me at {NUMBER}"),
        ("I'll note [phone].", f"I'll note {NUMBER}."),
        ("Fine", "Fine"),
    ]
    async with database.read() as session:
        _, message, *_ = await read_messages(session, conversation)
    assert [topic.text for topic in message.topics] == ["call me at [phone]", ""]


async def test_honest_line_tells_nothing_of_the_message(
    database: Database, conversation: str
) -> None:
    """Where the engine was away, the message stays sealed, and its words are not lost."""
    await say(database, conversation, f"I am at {NUMBER}", HONEST)
    assert (await read(database, conversation))[1] == ("", f"I am at {NUMBER}")


async def test_empty_message(database: Database, conversation: str) -> None:
    """No words are words too."""
    await say(database, conversation, "", ANSWER)
    assert (await read(database, conversation))[1] == ("", "")


async def test_messages_from_before_are_readable(database: Database, conversation: str) -> None:
    """Rows without a sealed form are read as they are."""
    await say(database, conversation, "old", ANSWER)
    async with database.write() as session:
        await session.execute(update(Message).values(sealed=None))
        await give_feedback(session, VAULT, conversation, 1, True, None)
    assert (await read(database, conversation))[1] == ("old", "old")
    async with database.read() as session:
        greeting, *_ = await read_messages(session, conversation)
    assert greeting.feedback is not None
    assert comment_of(greeting.feedback, VAULT) is None
    greeting.feedback.comment = "from before"
    assert comment_of(greeting.feedback, VAULT) == "from before"


async def test_refusal_forgets_the_details(database: Database, conversation: str) -> None:
    """After a refused consent only masked forms are left, the refusing message included."""
    await say(database, conversation, f"call me at {NUMBER}", MASKED)
    last = replace(REFUSED, masked_text="no, not [phone]")
    client_id = new_id()
    await receive(database, conversation, client_id, f"no, not {NUMBER}")
    exchange = await answer(database, conversation, client_id, last)
    assert exchange is not None
    assert words_of(exchange.message, VAULT) == "no, not [phone]"
    assert [seen for _, seen in await read(database, conversation)] == [
        "Hello",
        "call me at [phone]",
        "I'll note [phone].",
        "Fine",
        "no, not [phone]",
        "Nothing is kept.",
    ]
    async with database.read() as session:
        assert set(await session.scalars(select(Message.sealed))) == {None}


async def test_what_is_answered_is_what_is_stored(database: Database, conversation: str) -> None:
    """Asked for again, an exchange is what it was at first, also where words were dropped."""
    summary = Reply(text=f"Not {NUMBER}", masked="Not [phone]", buttons=(("More", "more"),))
    for last in (MASKED, ANSWER, replace(REFUSED, replies=(summary,), masked_text="[phone]")):
        client_id = new_id()
        await receive(database, conversation, client_id, NUMBER)
        first = await answer(database, conversation, client_id, last)
        again = await answer(database, conversation, client_id, last)
        assert first is not None
        assert again is not None
        assert first.message.urgent == again.message.urgent
        for one, two in zip(
            (first.message, *first.replies), (again.message, *again.replies), strict=True
        ):
            assert words_of(one, VAULT) == words_of(two, VAULT)
            assert (one.id, one.seq, one.form) == (two.id, two.seq, two.form)
        assert [(topic.name, topic.confidence, topic.text) for topic in first.message.topics] == [
            (topic.name, topic.confidence, topic.text) for topic in again.message.topics
        ]
        assert [[button.id for button in reply.buttons] for reply in first.replies] == [
            [button.id for button in reply.buttons] for reply in again.replies
        ]


async def test_refusal_keeps_what_belongs_to_a_lead(database: Database, conversation: str) -> None:
    """Details up to the newest lead stay; those given after it are dropped."""
    confirm = new_id()
    await say(database, conversation, f"call me at {NUMBER}", MASKED)
    await receive(database, conversation, confirm, "yes")
    await save(database, details(conversation))
    summary = Reply(text=f"Saved: {NUMBER}", masked="Saved: [phone]")
    await answer(database, conversation, confirm, Answer(replies=(summary,)))
    await say(database, conversation, f"and my wife at {NUMBER}", MASKED)
    await say(database, conversation, "cancel", REFUSED)
    seen = [words for _, words in await read(database, conversation)]
    assert seen[1:3] == [f"call me at {NUMBER}", f"I'll note {NUMBER}."]
    assert f"Saved: {NUMBER}" in seen
    assert "and my wife at" not in " ".join(seen)
    assert seen.count("call me at [phone]") == 1


async def test_refusal_leaves_a_waiting_message_alone(
    database: Database, conversation: str
) -> None:
    """A message that the engine has yet to hear of is not lost."""
    first, waiting = new_id(), new_id()
    await receive(database, conversation, first, "no")
    await receive(database, conversation, waiting, "but does it hurt?")
    await answer(database, conversation, first, REFUSED)
    exchange = await receive(database, conversation, waiting, "again")
    assert words_of(exchange.message, VAULT) == "but does it hurt?"


async def test_refusal_in_another_conversation(database: Database, conversation: str) -> None:
    """Nobody's refusal touches another's words."""
    await say(database, conversation, f"call me at {NUMBER}", MASKED)
    async with database.write() as session:
        await open_conversation(session, "other", None, [Reply(text="Hi")])
    await say(database, "other", "no", REFUSED)
    assert (await read(database, conversation))[1][1] == f"call me at {NUMBER}"


async def test_form_is_known(database: Database, conversation: str) -> None:
    """The form after the newest answer is the open one; an honest line leaves it as it was."""

    async def form() -> str | None:
        async with database.read() as session:
            return await open_form(session, conversation)

    assert await form() is None
    client_id = await say(database, conversation, "call me", MASKED)
    assert await form() == "contact_form"
    await receive(database, conversation, new_id(), "not yet answered")
    assert await form() == "contact_form"
    await say(database, conversation, "?", HONEST)
    assert await form() == "contact_form"
    await say(database, conversation, "cancel", REFUSED)
    assert await form() is None
    again = await receive(database, conversation, client_id, "call me")
    assert again.message.form == "contact_form"


async def test_urgent_message_is_told_once(database: Database, conversation: str) -> None:
    """The clinic hears of an urgent message with its answer, and not of each that follows."""
    urgent = Answer(replies=(Reply(text="Call 911"),), urgent=True)
    client_ids = [new_id() for _ in range(3)]
    for client_id in client_ids:
        await receive(database, conversation, client_id, "I am bleeding")

    async def store(client_id: str) -> None:
        async with database.write() as session:
            await store_answer(session, VAULT, conversation, client_id, urgent, ["email"])

    await asyncio.gather(*(store(client_id) for client_id in client_ids * 2))
    async with database.read() as session:
        (notice,) = await session.scalars(select(Notice))
    assert (notice.kind, notice.event, notice.reference) == ("email", "urgent", None)
    assert (await row_counts(database))["message"] == 1 + 3 * 2


async def test_masked_greeting_is_a_mistake(database: Database) -> None:
    """Nothing that wants sealing gets in where there is no key."""
    with pytest.raises(ValueError, match="vault"):
        async with database.write() as session:
            await open_conversation(session, "c", None, [Reply(text=NUMBER, masked="[phone]")])
    assert set((await row_counts(database)).values()) == {0}
