"""Queries about clusters: what staff see of them, and what they decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, case, distinct, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.review.cluster_view import ClusterView
from storage.tables import Correction, Lead, Message, MissedQuestion, QuestionCluster
from storage.tables.correction import PROPOSED, WRITTEN
from storage.tables.message import VISITOR
from storage.tables.question_cluster import ANSWERED, LEFT, OPEN, WANTED

SAMPLES = 3


async def list_clusters(
    session: AsyncSession, state: str, limit: int, offset: int = 0
) -> list[ClusterView]:
    """List clusters, those that matter most first: people asking and requests lost.

    Args:
        session: Any transaction.
        state: One of the states of a cluster.
        limit: At most so many.
        offset: How many to leave out.

    Returns:
        The clusters with their figures.
    """
    people = func.count(distinct(Message.conversation_id))
    lost = func.count(distinct(case((_left_with_it(), Message.conversation_id))))
    newest = func.max(MissedQuestion.missed_at)
    rows = await session.execute(
        select(QuestionCluster, func.count(), people, lost, newest)
        .join(MissedQuestion, MissedQuestion.cluster_id == QuestionCluster.id)
        .join(Message, Message.id == MissedQuestion.message_id)
        .where(QuestionCluster.state == state)
        .group_by(QuestionCluster.id)
        .order_by((people + lost).desc(), newest.desc(), QuestionCluster.id)
        .limit(limit)
        .offset(offset)
    )
    found = rows.all()
    ids = [row[0].id for row in found]
    reasons, samples = await _reasons(session, ids), await _samples(session, ids)
    return [
        ClusterView(cluster, questions, asking, left, at, reasons[cluster.id], samples[cluster.id])
        for cluster, questions, asking, left, at in found
    ]


async def cluster_counts(session: AsyncSession) -> dict[str, int]:
    """Count the clusters of each state.

    Args:
        session: Any transaction.
    """
    rows = await session.execute(
        select(QuestionCluster.state, func.count()).group_by(QuestionCluster.state)
    )
    return dict(rows.tuples().all())


async def find_cluster(session: AsyncSession, cluster_id: int) -> QuestionCluster | None:
    """Look up a cluster.

    Args:
        session: Any transaction.
        cluster_id: Its id.
    """
    return await session.get(QuestionCluster, cluster_id)


async def cluster_questions(
    session: AsyncSession, cluster_id: int, limit: int, after: int | None = None
) -> Sequence[tuple[MissedQuestion, Message]]:
    """Read the questions of a cluster.

    Args:
        session: Any transaction.
        cluster_id: The cluster.
        limit: At most so many.
        after: Only those with a smaller message id: the next page.

    Returns:
        The questions with their messages, the newest first.
    """
    query = (
        select(MissedQuestion, Message)
        .join(Message, Message.id == MissedQuestion.message_id)
        .where(MissedQuestion.cluster_id == cluster_id)
        .order_by(Message.id.desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(Message.id < after)
    return [(missed, message) for missed, message in await session.execute(query)]


async def give_topic(session: AsyncSession, cluster_id: int, topic: str, account_id: int) -> int:
    """Give all questions of a cluster their topic; each waits in the review queue.

    Args:
        session: A writing transaction.
        cluster_id: The cluster.
        topic: Full name of the topic that answers them.
        account_id: Who says so.

    Returns:
        How many questions wait now.
    """
    cluster = await _decided(session, cluster_id, ANSWERED)
    if cluster is None:
        return 0
    cluster.topic, cluster.wish = topic, None
    now = datetime.now(UTC)
    members = await session.scalars(
        select(MissedQuestion.message_id).where(MissedQuestion.cluster_id == cluster_id)
    )
    known = {
        correction.message_id: correction
        for correction in await session.scalars(
            select(Correction)
            .join(MissedQuestion, MissedQuestion.message_id == Correction.message_id)
            .where(MissedQuestion.cluster_id == cluster_id)
        )
    }
    waiting = 0
    for message_id in members:
        correction = known.get(message_id)
        if correction is not None and correction.state == WRITTEN:
            continue
        if correction is None:
            correction = Correction(message_id=message_id)
            session.add(correction)
        correction.cluster_id, correction.topic, correction.state = cluster_id, topic, PROPOSED
        correction.proposed_by, correction.proposed_at = account_id, now
        correction.decided_by = correction.decided_at = correction.problem = None
        waiting += 1
    return waiting


async def want_topic(session: AsyncSession, cluster_id: int, wish: str) -> bool:
    """Note that no topic answers a cluster, and what a new one should say.

    Args:
        session: A writing transaction.
        cluster_id: The cluster.
        wish: What staff want answered.

    Returns:
        False when there is no such cluster.
    """
    cluster = await _decided(session, cluster_id, WANTED)
    if cluster is not None:
        cluster.topic, cluster.wish = None, wish
        await _withdraw(session, cluster_id)
    return cluster is not None


async def leave_cluster(session: AsyncSession, cluster_id: int) -> bool:
    """Note that nothing is to be done about a cluster.

    Args:
        session: A writing transaction.
        cluster_id: The cluster.

    Returns:
        False when there is no such cluster.
    """
    cluster = await _decided(session, cluster_id, LEFT)
    if cluster is not None:
        cluster.topic = cluster.wish = None
        await _withdraw(session, cluster_id)
    return cluster is not None


async def reopen_cluster(session: AsyncSession, cluster_id: int) -> bool:
    """Take a decision on a cluster back.

    Args:
        session: A writing transaction.
        cluster_id: The cluster.

    Returns:
        False when there is no such cluster.
    """
    cluster = await _decided(session, cluster_id, OPEN)
    if cluster is not None:
        await _withdraw(session, cluster_id)
    return cluster is not None


async def set_state(session: AsyncSession, cluster_ids: Sequence[int], state: str) -> None:
    """Bring clusters into a state.

    Args:
        session: A writing transaction.
        cluster_ids: The clusters.
        state: The state.
    """
    await session.execute(
        update(QuestionCluster)
        .where(QuestionCluster.id.in_(cluster_ids))
        .values(state=state, changed_at=datetime.now(UTC))
    )


async def _decided(session: AsyncSession, cluster_id: int, state: str) -> QuestionCluster | None:
    cluster = await session.get(QuestionCluster, cluster_id, with_for_update=True)
    if cluster is not None:
        cluster.state, cluster.changed_at = state, datetime.now(UTC)
    return cluster


async def _withdraw(session: AsyncSession, cluster_id: int) -> None:
    """Take back what waits in the review queue because of a cluster."""
    waiting = await session.scalars(
        select(Correction).where(Correction.cluster_id == cluster_id, Correction.state != WRITTEN)
    )
    for correction in waiting:
        await session.delete(correction)


def _left_with_it() -> ColumnElement[bool]:
    """The conversation ended with this question, and no request was left in it."""
    later = aliased(Message)
    return and_(
        ~exists().where(
            later.conversation_id == Message.conversation_id,
            later.sender == VISITOR,
            later.seq > Message.seq,
        ),
        ~exists().where(Lead.conversation_id == Message.conversation_id),
    )


async def _reasons(session: AsyncSession, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = await session.execute(
        select(MissedQuestion.cluster_id, MissedQuestion.reason, func.count())
        .where(MissedQuestion.cluster_id.in_(ids))
        .group_by(MissedQuestion.cluster_id, MissedQuestion.reason)
    )
    for cluster_id, reason, count in rows:
        found[cluster_id][reason] = count
    return found


async def _samples(session: AsyncSession, ids: Sequence[int]) -> dict[int, list[str]]:
    place = (
        func.row_number()
        .over(partition_by=MissedQuestion.cluster_id, order_by=MissedQuestion.message_id.desc())
        .label("place")
    )
    numbered = (
        select(MissedQuestion.cluster_id, MissedQuestion.message_id, place)
        .where(MissedQuestion.cluster_id.in_(ids))
        .subquery()
    )
    rows = await session.execute(
        select(numbered.c.cluster_id, Message.text)
        .join(Message, Message.id == numbered.c.message_id)
        .where(numbered.c.place <= SAMPLES)
        .order_by(numbered.c.place)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for cluster_id, text in rows:
        found[cluster_id].append(text)
    return found
