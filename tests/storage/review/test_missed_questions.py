"""Which questions count as missed, and how they come into clusters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from storage.database import Database
from storage.erasures import erase_conversation
from storage.feedback import give_feedback
from storage.review.clusters import (
    cluster_questions,
    find_cluster,
    list_clusters,
    set_state,
)
from storage.review.missed_questions import delete_empty_clusters, unplaced_questions
from storage.tables import QuestionCluster
from storage.tables.missed_question import NOT_HELPFUL, NOT_UNDERSTOOD, UNSURE
from storage.tables.question_cluster import FIXED, LEFT, OPEN
from tests.storage.review.conftest import Ask, sort_all
from tests.storage.steps import VAULT, details_of, receive, row_counts, save

FINE = {"unanswered": False, "confidence": 0.9, "intent": "faq/a"}


async def missed(database: Database, since: datetime | None = None) -> dict[str, str]:
    """Find missed questions: text and reason."""
    async with database.read() as session:
        return {m.text: m.reason for m in await unplaced_questions(session, 100, since)}


async def cluster_ids(database: Database) -> list[int]:
    """Read which clusters there are."""
    async with database.read() as session:
        return list(await session.scalars(select(QuestionCluster.id)))


async def test_three_reasons(database: Database, ask: Ask) -> None:
    """Not understood, hardly understood, and judged not helpful; all others were fine."""
    await ask("can I swim")
    await ask("wig?", **FINE | {"confidence": 0.45})
    await ask("all fine", **FINE)
    await ask("judged well", "good", **FINE)
    await ask("judged badly", "bad", **FINE)
    async with database.write() as session:
        assert await give_feedback(session, VAULT, "good", 3, True, None)
        assert await give_feedback(session, VAULT, "bad", 3, False, None)
    expected = {"can I swim": NOT_UNDERSTOOD, "wig?": UNSURE, "judged badly": NOT_HELPFUL}
    assert await missed(database) == expected
    await sort_all(database)
    assert await missed(database) == {}


async def test_only_what_may_be_read(database: Database, ask: Ask) -> None:
    """Masked words are shown; what is sealed or nothing but a detail is not."""
    await ask("my number is 617 555 0134", masked_text="my number is [contact]")
    await ask("Maria", masked_text="[not shown]")
    await ask("x", "waiting")
    await receive(database, "waiting", "6b6ab9bc-1111-4111-8111-111111111111", "still sealed")
    assert list(await missed(database)) == ["my number is [contact]", "x"]


async def test_since(database: Database, ask: Ask) -> None:
    """Later rounds look at what is new, also at a new verdict on an old message."""
    await ask("old", "old", **FINE)
    later = datetime.now(UTC)
    assert await missed(database, later) == {}
    async with database.write() as session:
        await give_feedback(session, VAULT, "old", 3, False, None)
    assert await missed(database, later) == {"old": NOT_HELPFUL}
    assert await missed(database, later + timedelta(hours=1)) == {}


async def test_fixed_cluster_opens_again(database: Database, ask: Ask) -> None:
    """Missed once more after it was fixed, a cluster opens again; one that staff left stays so."""
    await ask("can I swim")
    await sort_all(database)
    (cluster_id,) = await cluster_ids(database)
    for state, reopened in ((LEFT, []), (FIXED, [cluster_id])):
        async with database.write() as session:
            await set_state(session, [cluster_id], state)
        await ask("when may I swim")
        assert await sort_all(database, cluster_id) == reopened
    async with database.read() as session:
        cluster = await find_cluster(session, cluster_id)
    assert cluster is not None
    assert cluster.state == OPEN
    assert cluster.reopened_at is not None


async def test_missed_before_it_was_fixed(database: Database, ask: Ask) -> None:
    """A question of before that is only sorted now is no proof that the cure failed."""
    await ask("can I swim")
    await sort_all(database)
    (cluster_id,) = await cluster_ids(database)
    await ask("swimming?")
    async with database.write() as session:
        await set_state(session, [cluster_id], FIXED)
    assert await sort_all(database, cluster_id) == []


async def test_erased_with_the_conversation(database: Database, ask: Ask) -> None:
    """Nothing of an erased question stays, not even what it meant; an empty cluster goes."""
    await ask("can I swim", "one")
    await sort_all(database)
    async with database.write() as session:
        await erase_conversation(session, "one")
        await delete_empty_clusters(session)
    left = {table: n for table, n in (await row_counts(database)).items() if n}
    assert left == {"pending_erasure": 1}


async def test_erased_while_it_is_sorted(database: Database, ask: Ask) -> None:
    """Between reading and placing a question its visitor may erase it."""
    from storage.review.missed_questions import place_questions
    from storage.review.placement import Placement

    await ask("can I swim", "one")
    async with database.read() as session:
        found = await unplaced_questions(session, 10)
    async with database.write() as session:
        await erase_conversation(session, "one")
    async with database.write() as session:
        await place_questions(session, [Placement(99, [(found[0], b"\0")])])
    assert await cluster_ids(database) == []


async def test_ranking(database: Database, ask: Ask) -> None:
    """People asking and requests lost decide; one visitor who repeats counts once."""
    for conversation in ("a", "a", "a"):
        await ask("does it sing", conversation)
    await sort_all(database)
    await ask("can I swim", "b")
    await ask("can I swim too", "c")
    await save(database, details_of("c"))
    await ask("goodbye", "b", **FINE)
    await sort_all(database)
    async with database.read() as session:
        swim, sing = await list_clusters(session, OPEN, 10)
        asked = await cluster_questions(session, swim.cluster.id, 10)
    # 'b' went on to say goodbye, and 'c' left a request: neither was lost.
    assert (swim.questions, swim.people, swim.lost) == (2, 2, 0)
    assert (sing.questions, sing.people, sing.lost) == (3, 1, 1)
    assert swim.samples == ["can I swim too", "can I swim"]
    assert swim.reasons == {NOT_UNDERSTOOD: 2}
    assert [message.text for _, message in asked] == swim.samples
