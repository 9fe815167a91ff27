"""From a cluster's topic to a live model: who proposes, who accepts, what opens again."""

from __future__ import annotations

import pytest

from storage.database import Database
from storage.review.clusters import (
    cluster_counts,
    find_cluster,
    give_topic,
    leave_cluster,
    list_clusters,
    reopen_cluster,
    want_topic,
)
from storage.review.corrections import (
    correction_counts,
    decide_corrections,
    list_corrections,
    mark_live,
    mark_written,
    note_problems,
    propose_correction,
)
from storage.review.training_reports import (
    end_report,
    newest_report,
    recent_messages,
    set_report_state,
    start_report,
)
from storage.tables.correction import ACCEPTED, PROPOSED, REFUSED, WRITTEN
from storage.tables.question_cluster import ANSWERED, FIXED, LEFT, OPEN, WANTED
from storage.tables.training_report import LIVE, READY
from tests.storage.review.conftest import Ask, sort_all


@pytest.fixture
async def cluster(database: Database, ask: Ask) -> int:
    """A cluster of two questions."""
    await ask("can I swim")
    await ask("swimming ok?")
    await sort_all(database)
    async with database.read() as session:
        (view,) = await list_clusters(session, OPEN, 10)
    return view.cluster.id


async def state_of(database: Database, cluster_id: int) -> str:
    """Read a cluster's state."""
    async with database.read() as session:
        cluster = await find_cluster(session, cluster_id)
    assert cluster is not None
    return cluster.state


async def test_way_to_a_live_model_and_back(database: Database, cluster: int, account: int) -> None:
    """Each step leaves what the next one needs; going back makes the corrections wait again."""
    async with database.write() as session:
        assert await give_topic(session, cluster, "ask_clinic/recovery", account) == 2
    async with database.write() as session:
        ids = [q.correction.message_id for q in await list_corrections(session, PROPOSED)]
        assert await decide_corrections(session, ids, True, account) == 2
        assert await decide_corrections(session, ids, False, account) == 0
    async with database.write() as session:
        report = await start_report(session)
        assert report is not None
        assert await start_report(session) is None
        await mark_written(session, report.id, ids)
        await end_report(session, report.id, READY, {"right": 1})
    assert await state_of(database, cluster) == ANSWERED
    async with database.write() as session:
        await mark_live(session, report.id, True)
        await set_report_state(session, report.id, LIVE)
    assert await state_of(database, cluster) == FIXED
    async with database.write() as session:
        assert await correction_counts(session) == {WRITTEN: 2}
        assert await newest_report(session, LIVE) is not None
        await mark_live(session, report.id, False)
    assert await state_of(database, cluster) == ANSWERED
    async with database.read() as session:
        assert await correction_counts(session) == {ACCEPTED: 2}


async def test_all_refused_opens_the_cluster(
    database: Database, cluster: int, account: int
) -> None:
    """A cluster of which an admin refuses all waits for another decision."""
    async with database.write() as session:
        await give_topic(session, cluster, "faq/risks", account)
        first, second = [q.correction.message_id for q in await list_corrections(session, PROPOSED)]
        await decide_corrections(session, [first], False, account)
    assert await state_of(database, cluster) == ANSWERED
    async with database.write() as session:
        await decide_corrections(session, [second], False, account)
    assert await state_of(database, cluster) == OPEN


@pytest.mark.parametrize(
    ("way", "becomes"), [(want_topic, WANTED), (leave_cluster, LEFT), (reopen_cluster, OPEN)]
)
async def test_other_decisions_withdraw_what_waits(
    database: Database, cluster: int, account: int, way: object, becomes: str
) -> None:
    """A new topic, nothing, or open again: the queue holds nothing of the cluster any more."""
    async with database.write() as session:
        await give_topic(session, cluster, "faq/risks", account)
    async with database.write() as session:
        if way is want_topic:
            assert await want_topic(session, cluster, "Say when one may swim.")
        elif way is leave_cluster:
            assert await leave_cluster(session, cluster)
        else:
            assert await reopen_cluster(session, cluster)
        assert await correction_counts(session) == {}
        assert await cluster_counts(session) == {becomes: 1}


async def test_no_such_cluster(database: Database, account: int) -> None:
    """A cluster that was joined with another one or erased takes no decision."""
    async with database.write() as session:
        assert await give_topic(session, 99, "faq/risks", account) == 0
        assert not await want_topic(session, 99, "x")
        assert not await leave_cluster(session, 99)
        assert not await reopen_cluster(session, 99)


async def test_one_message_by_itself(database: Database, ask: Ask, account: int) -> None:
    """A single message is corrected from its conversation; a written one stays."""
    message_id = await ask("can I swim")
    async with database.write() as session:
        assert await propose_correction(session, message_id, "faq/risks", account)
        assert await propose_correction(session, message_id, "faq/safety", account)
        assert not await propose_correction(session, message_id + 1, "faq/safety", account)
        assert not await propose_correction(session, 999, "faq/safety", account)
    async with database.write() as session:
        (queued,) = await list_corrections(session, PROPOSED)
        assert (queued.text, queued.understood) == ("can I swim", "nlu_fallback")
        assert (queued.correction.topic, queued.proposer) == ("faq/safety", "Ada")
        await note_problems(session, {message_id: "It is taught already."})
        (refused,) = await list_corrections(session, REFUSED)
        assert refused.correction.problem == "It is taught already."
        report = await start_report(session)
        assert report is not None
        await mark_written(session, report.id, [message_id])
        assert not await propose_correction(session, message_id, "faq/risks", account)


async def test_recent_messages(database: Database, ask: Ask) -> None:
    """Last week's messages are read masked, the newest first, and no sealed ones."""
    first = await ask("one")
    second = await ask("call 617 555 0134", masked_text="call [contact]")
    async with database.read() as session:
        from datetime import UTC, datetime, timedelta

        since = datetime.now(UTC) - timedelta(days=7)
        found = await recent_messages(session, since, 10)
    assert found == [(second, "call [contact]"), (first, "one")]
