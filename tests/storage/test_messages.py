"""A message is stored once and answered once, whatever comes twice or at once."""

from __future__ import annotations

import asyncio

from storage.answer import Answer
from storage.database import Database
from storage.messages import find_button, find_exchange, read_messages, receive_message
from storage.reply import Reply
from storage.words import words_of
from tests.storage.steps import ANSWER, VAULT, answer, load, new_id, receive, row_counts


async def test_message_follows_the_greeting(database: Database, conversation: str) -> None:
    """Numbers go up by one, and a new message counts as unanswered until it is not."""
    client_id = new_id()
    exchange = await receive(database, conversation, client_id, "Does it hurt?")
    assert (exchange.message.seq, exchange.answered, exchange.replies) == (2, False, [])
    row = await load(database, conversation)
    assert (row.message_count, row.unanswered_count, row.urgent_count) == (2, 1, 0)

    answered = await answer(database, conversation, client_id)
    assert answered is not None
    assert [(reply.seq, reply.text) for reply in answered.replies] == [(3, "First"), (4, "Second")]
    row = await load(database, conversation)
    assert (row.message_count, row.unanswered_count, row.urgent_count) == (4, 0, 1)
    assert row.last_at > row.started_at


async def test_everything_understood_is_kept(database: Database, conversation: str) -> None:
    """What the engine said of a message can be read again."""
    client_id = new_id()
    await receive(database, conversation, client_id, "How and why?")
    await answer(database, conversation, client_id)
    async with database.read() as session:
        _, message, first, second = await read_messages(session, conversation)
    assert [(t.name, t.confidence, t.text) for t in message.topics] == list(ANSWER.topics)
    assert message.ranking == [
        {"name": "faq/a", "confidence": 0.9},
        {"name": "faq/b", "confidence": 0.05},
    ]
    assert (message.intent, message.confidence, message.language) == ("faq/a", 0.9, "en")
    assert (message.urgent, message.unanswered, message.engine_ms) == (True, False, 12.5)
    assert (first.topic, first.source, first.reply_to) == ("faq/a", "2.1", 2)
    assert (second.model, second.version, second.honest_line) == ("m1", "v1", False)
    assert message.created_at.utcoffset() is not None


async def test_same_id_again_is_the_same_message(database: Database, conversation: str) -> None:
    """The first words under an id count, and come back with their replies."""
    client_id = new_id()
    await receive(database, conversation, client_id, "one")
    again = await receive(database, conversation, client_id, "two")
    assert (again.message.seq, words_of(again.message, VAULT), again.answered) == (2, "one", False)
    await answer(database, conversation, client_id)
    third = await receive(database, conversation, client_id, "three")
    assert third.answered
    assert [reply.text for reply in third.replies] == ["First", "Second"]
    assert third.replies[0].buttons[0].title == "More"
    assert [topic.name for topic in third.message.topics] == ["faq/a", "faq/b"]


async def test_same_id_at_once_is_one_message(database: Database, conversation: str) -> None:
    """Eight transactions with one id store one row."""
    client_id = new_id()
    found = await asyncio.gather(
        *(receive(database, conversation, client_id, str(n)) for n in range(8))
    )
    assert {exchange.message.seq for exchange in found} == {2}
    assert len({words_of(exchange.message, VAULT) for exchange in found}) == 1
    assert (await load(database, conversation)).message_count == 2


async def test_many_messages_at_once_get_numbers_without_gaps(
    database: Database, conversation: str
) -> None:
    """Numbers are unique and in a row."""
    found = await asyncio.gather(
        *(receive(database, conversation, new_id(), str(n)) for n in range(8))
    )
    assert sorted(exchange.message.seq for exchange in found) == list(range(2, 10))


async def test_first_answer_counts(database: Database, conversation: str) -> None:
    """Of several answers at once one is stored, and all callers get that one."""
    client_id = new_id()
    await receive(database, conversation, client_id, "?")
    answers = [Answer(replies=(Reply(text=str(n)),)) for n in range(6)]
    found = await asyncio.gather(*(answer(database, conversation, client_id, a) for a in answers))
    texts = {exchange.replies[0].text for exchange in found if exchange}
    assert len(texts) == 1
    assert (await row_counts(database))["message"] == 3
    assert (await load(database, conversation)).unanswered_count == 0


async def test_unanswered_stays_counted(database: Database, conversation: str) -> None:
    """An honest line leaves the message on staff's list."""
    client_id = new_id()
    await receive(database, conversation, client_id, "?")
    honest = Answer(replies=(Reply(text="Sorry", honest_line=True),), unanswered=True)
    await answer(database, conversation, client_id, honest)
    assert (await load(database, conversation)).unanswered_count == 1


async def test_unknown_conversation_or_message(database: Database, conversation: str) -> None:
    """Nothing is stored where there is no conversation, nothing answered without a message."""
    async with database.write() as session:
        assert await receive_message(session, VAULT, "nobody", new_id(), "hi") is None
    assert await answer(database, conversation, new_id()) is None
    assert await answer(database, "nobody", new_id()) is None
    async with database.read() as session:
        assert await find_exchange(session, conversation, new_id()) is None


async def test_button_belongs_to_its_conversation(database: Database, conversation: str) -> None:
    """A button opens its question here, and nothing elsewhere."""
    async with database.read() as session:
        (greeting,) = await read_messages(session, conversation)
        button = greeting.buttons[0]
        assert await find_button(session, conversation, button.id) == (
            "Costs?",
            "What does it cost?",
        )
        assert await find_button(session, "other", button.id) is None
        assert await find_button(session, conversation, "none") is None


async def test_reading_from_the_middle(database: Database, conversation: str) -> None:
    """`after` and `limit` cut the conversation where they say."""
    for n in range(4):
        await receive(database, conversation, new_id(), str(n))
    async with database.read() as session:
        found = await read_messages(session, conversation, after=2, limit=2)
    assert [(message.seq, words_of(message, VAULT)) for message in found] == [(3, "1"), (4, "2")]
