"""The console's list: filters, paging, counting."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from storage.feedback import give_feedback
from storage.review.conversation_filter import ConversationFilter
from storage.review.listing import (
    count_conversations,
    list_newer,
    list_older,
    list_waiting,
    read_rows,
)
from storage.review.place import Place
from storage.staff.accounts import add_account
from storage.tables import Conversation, ConversationTag
from storage.takeovers import ask_for_person, join
from tests.storage.steps import VAULT, details_of, save
from tests.storage.talks import NOON, move, talk

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def listed(database: Database, wanted: ConversationFilter) -> set[str]:
    """List all conversations of a filter; its count must agree."""
    async with database.read() as session:
        page = await list_older(session, wanted, None, 50)
        assert await count_conversations(session, wanted) == len(page.rows)
    return {row.conversation.id for row in page.rows}


async def test_each_filter_finds_its_conversations(database: Database) -> None:
    """One conversation is of a kind, another is not: the filter tells them apart."""
    await talk(database, "plain", "Is it safe?", "And later?", "Sure?")
    await talk(database, "topic", topics=(("faq/cost", 0.9, ""),))
    await talk(database, "unsure", confidence=0.31)
    await talk(database, "missed", unanswered=True)
    await talk(database, "urgent", urgent=True)
    await talk(database, "page", page="/prices")
    for name in ("lead", "good", "bad", "later", "mine", "tagged"):
        await talk(database, name)
    await save(database, details_of("lead"))
    async with database.write() as session:
        await give_feedback(session, VAULT, "good", 1, True, None)
        await give_feedback(session, VAULT, "bad", 1, False, None)
        await set_columns(session, "later", review_state="later")
        account = await add_account(session, "ada@clinic.example", "Ada", "reviewer", None)
        await set_columns(session, "mine", reviewer_id=account.id)
        session.add(ConversationTag(conversation_id="tagged", name="price"))
    for wanted, found in (
        (ConversationFilter(topic="faq/cost"), {"topic"}),
        (ConversationFilter(confidence_below=0.4), {"unsure"}),
        (ConversationFilter(unanswered=True), {"missed"}),
        (ConversationFilter(urgent=True), {"urgent"}),
        (ConversationFilter(handed_over=True), {"lead"}),
        (ConversationFilter(rating="helpful"), {"good"}),
        (ConversationFilter(rating="unhelpful"), {"bad"}),
        (ConversationFilter(least_messages=7), {"plain"}),
        (ConversationFilter(page="/prices"), {"page"}),
        (ConversationFilter(reviewer_id=account.id), {"mine"}),
        (ConversationFilter(state="later"), {"later"}),
        (ConversationFilter(tag="price"), {"tagged"}),
    ):
        assert await listed(database, wanted) == found
    everything = await listed(database, ConversationFilter())
    assert await listed(database, ConversationFilter(rating="unrated")) == everything - {
        "good",
        "bad",
    }
    assert await listed(database, ConversationFilter(reviewer_id=0)) == everything - {"mine"}
    assert await listed(database, ConversationFilter(tag="price", urgent=True)) == set()


async def set_columns(session: AsyncSession, name: str, **values: object) -> None:
    """Change a conversation behind everybody's back."""
    await session.execute(update(Conversation).where(Conversation.id == name).values(**values))


async def test_who_waits_for_a_person(database: Database) -> None:
    """The longest waiting stands first, under its filter too; whom a colleague joined, no more."""
    names = ("first", "joined", "urgent", "never", "second")
    for hours, name in enumerate(names):
        await talk(database, name, urgent=name == "urgent", at=NOON - hours * HOUR)
    for name in ("first", "second", "joined", "urgent"):
        async with database.write() as session:
            await ask_for_person(session, name)
    async with database.write() as session:
        account = await add_account(session, "ada@clinic.example", "Ada", "reviewer", None)
        await join(session, "joined", account, "Ada is here")
    assert await listed(database, ConversationFilter(waiting=True)) == {"first", "second", "urgent"}
    async with database.read() as session:
        rows = await list_waiting(session, ConversationFilter())
        assert [row.conversation.id for row in rows] == ["first", "second", "urgent"]
        assert all(row.waits_since for row in rows)
        rows = await list_waiting(session, ConversationFilter(urgent=True))
        assert [row.conversation.id for row in rows] == ["urgent"]
        others = await read_rows(session, ["never", "joined"])
        assert [row.waits_since for row in others] == [None, None]


async def test_dates_mean_any_activity(database: Database) -> None:
    """A conversation is found on each day on which something was written, and on no other."""
    await talk(database, "monday", at=NOON)
    await talk(database, "both", "Is it safe?", "I am back", at=NOON)
    await move(database, "both", NOON + 3 * DAY, after=3)
    for day, found in (
        (-1, set()),
        (0, {"monday", "both"}),
        (1, set()),
        (3, {"both"}),
        (4, set()),
    ):
        start = NOON - 12 * HOUR + day * DAY
        wanted = ConversationFilter(active_from=start, active_before=start + DAY)
        assert await listed(database, wanted) == found, day
    assert await listed(database, ConversationFilter(active_from=NOON + DAY)) == {"both"}
    assert await listed(database, ConversationFilter(active_before=NOON)) == set()


async def test_pages_meet_without_gap_or_repeat(database: Database) -> None:
    """Going back page by page shows each conversation once, to the last; and forward again."""
    for number in range(7):
        # Pairs share a moment, which the id then parts.
        await talk(database, f"c{number}", at=NOON + number // 2 * HOUR)
    wanted = ConversationFilter()
    expected = [f"c{number}" for number in range(6, -1, -1)]
    async with database.read() as session:
        seen: list[str] = []
        place: Place | None = None
        while True:
            page = await list_older(session, wanted, place, 3)
            assert page.has_newer == bool(seen)
            seen += [row.conversation.id for row in page.rows]
            if not page.has_older:
                break
            place = page.rows[-1].place
        assert seen == expected
        last = await list_newer(session, wanted, None, 3)
        assert [row.conversation.id for row in last.rows] == expected[-3:]
        assert (last.has_newer, last.has_older) == (True, False)
        middle = await list_newer(session, wanted, last.rows[0].place, 3)
        assert [row.conversation.id for row in middle.rows] == expected[1:4]
        assert await count_conversations(session, wanted, middle.rows[0].place) == 1


async def test_line_tells_first_question_topics_and_tags(database: Database) -> None:
    """A line shows the visitor's first question, masked, and what the conversation is about."""
    topics = (("faq/safety", 0.9, ""), ("faq/cost", 0.8, ""))
    await talk(
        database, "c", "call 617 555 0134", "more", masked_text="call [phone]", topics=topics
    )
    async with database.write() as session:
        session.add(ConversationTag(conversation_id="c", name="price"))
    async with database.read() as session:
        (row,) = (await list_older(session, ConversationFilter(), None, 5)).rows
    assert (row.question, row.topics) == ("call [phone]", ["faq/cost", "faq/safety"])
    assert row.tags == ["price"]
    assert row.conversation.last_at.tzinfo == UTC


@pytest.mark.parametrize("first", [True, False])
async def test_second_verdict_is_counted_in_place_of_the_first(
    database: Database, first: bool
) -> None:
    """A visitor who changes the verdict is not counted on both sides."""
    await talk(database, "c")
    for helpful in (first, not first):
        async with database.write() as session:
            await give_feedback(session, VAULT, "c", 1, helpful, None)
    async with database.read() as session:
        row = await session.get_one(Conversation, "c")
    assert (row.helpful_count, row.unhelpful_count) == (int(not first), int(first))


async def test_lowest_confidence_leaves_forms_out(database: Database) -> None:
    """The surest sign of an unsure answer is not a phone number typed into a form."""
    await talk(database, "c", confidence=0.8)
    await talk(database, "form", confidence=0.1, form="consultation_form")
    async with database.read() as session:
        assert (await session.get_one(Conversation, "c")).lowest_confidence == 0.8
        assert (await session.get_one(Conversation, "form")).lowest_confidence is None
