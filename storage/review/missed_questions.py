"""Queries that find missed questions and put them into clusters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.review.missed import Missed
from storage.review.placement import Placement
from storage.tables import Correction, Feedback, Message, MissedQuestion, QuestionCluster
from storage.tables.message import VISITOR
from storage.tables.missed_question import NOT_HELPFUL, NOT_UNDERSTOOD, UNSURE
from storage.tables.question_cluster import FIXED, OPEN

LOW_CONFIDENCE = 0.65
# What stands in the log where nothing may be shown, or where a form took a detail.
NOTHING_TO_READ = ("", "[not shown]", "[name]", "[contact]", "[time]", "[subject]")


async def unplaced_questions(
    session: AsyncSession, limit: int, since: datetime | None = None, after: int = 0
) -> list[Missed]:
    """Find missed questions that are in no cluster yet.

    Args:
        session: Any transaction.
        limit: At most so many.
        since: Only those that were asked or judged after this moment (UTC); None: all.
        after: Only those with a higher message id.

    Returns:
        The questions, the oldest first.
    """
    reply = aliased(Message)
    not_helpful = exists().where(
        reply.conversation_id == Message.conversation_id,
        reply.reply_to == Message.seq,
        Feedback.message_id == reply.id,
        Feedback.helpful.is_(False),
    )
    query = (
        select(Message, not_helpful.label("not_helpful"))
        .where(
            Message.id > after,
            Message.sender == VISITOR,
            Message.answered_at.is_not(None),
            Message.text.not_in(NOTHING_TO_READ),
            or_(Message.unanswered, Message.confidence < LOW_CONFIDENCE, not_helpful),
            ~exists().where(MissedQuestion.message_id == Message.id),
        )
        .order_by(Message.id)
        .limit(limit)
    )
    if since is not None:
        judged = (
            select(Message.conversation_id)
            .join(Feedback, Feedback.message_id == Message.id)
            .where(Feedback.created_at >= since)
        )
        query = query.where(or_(Message.created_at >= since, Message.conversation_id.in_(judged)))
    return [
        Missed(message.id, message.text, _reason(message, bad), message.created_at)
        for message, bad in await session.execute(query)
    ]


def _reason(message: Message, not_helpful: bool) -> str:
    """Name the strongest reason: what a visitor said counts more than what we measured."""
    if not_helpful:
        return NOT_HELPFUL
    return NOT_UNDERSTOOD if message.unanswered else UNSURE


async def known_vectors(session: AsyncSession) -> Sequence[tuple[int, str, bytes]]:
    """Read what the questions of all clusters mean.

    Args:
        session: Any transaction.

    Returns:
        Cluster id, state of the cluster and vector of each question.
    """
    rows = await session.execute(
        select(QuestionCluster.id, QuestionCluster.state, MissedQuestion.vector)
        .join(MissedQuestion, MissedQuestion.cluster_id == QuestionCluster.id)
        .order_by(QuestionCluster.id)
    )
    return [(cluster_id, state, vector) for cluster_id, state, vector in rows]


async def place_questions(session: AsyncSession, placements: Sequence[Placement]) -> list[int]:
    """Put new questions into clusters; a fixed cluster that is missed once more opens again.

    Args:
        session: A writing transaction.
        placements: Where they go. What was erased or decided meanwhile is passed over.

    Returns:
        Ids of the clusters that were opened again.
    """
    now = datetime.now(UTC)
    reopened = []
    for placement in placements:
        cluster = await _cluster_of(session, placement, now)
        await _join(session, cluster, placement.absorbed)
        newest = await _add(session, cluster, placement)
        if cluster.state == FIXED and newest is not None and newest > cluster.changed_at:
            cluster.state, cluster.changed_at, cluster.reopened_at = OPEN, now, now
            reopened.append(cluster.id)
    await session.flush()
    await delete_empty_clusters(session)
    return reopened


async def delete_empty_clusters(session: AsyncSession) -> None:
    """Delete clusters whose questions were all erased.

    Args:
        session: A writing transaction.
    """
    await session.execute(
        delete(QuestionCluster)
        .where(~exists().where(MissedQuestion.cluster_id == QuestionCluster.id))
        .execution_options(synchronize_session=False)
    )


async def _cluster_of(
    session: AsyncSession, placement: Placement, now: datetime
) -> QuestionCluster:
    """Look a cluster up, or make one where there is none (any more)."""
    if placement.cluster_id is not None:
        known = await session.get(QuestionCluster, placement.cluster_id, with_for_update=True)
        if known is not None:
            return known
    cluster = QuestionCluster(state=OPEN, created_at=now, changed_at=now)
    session.add(cluster)
    await session.flush()
    return cluster


async def _join(session: AsyncSession, cluster: QuestionCluster, absorbed: list[int]) -> None:
    """Move the questions of clusters here, as long as nobody decided on them meanwhile."""
    ids = await session.scalars(
        select(QuestionCluster.id).where(
            and_(QuestionCluster.id.in_(absorbed), QuestionCluster.state == OPEN)
        )
    )
    moving = ids.all()
    for table in (MissedQuestion, Correction):
        await session.execute(
            update(table).where(table.cluster_id.in_(moving)).values(cluster_id=cluster.id)
        )


async def _add(
    session: AsyncSession, cluster: QuestionCluster, placement: Placement
) -> datetime | None:
    """Add the questions that are still there; gives when the newest was missed."""
    wanted = [missed.message_id for missed, _ in placement.questions]
    alive = set(await session.scalars(select(Message.id).where(Message.id.in_(wanted))))
    placed = set(
        await session.scalars(
            select(MissedQuestion.message_id).where(MissedQuestion.message_id.in_(wanted))
        )
    )
    added = [pair for pair in placement.questions if pair[0].message_id in alive - placed]
    session.add_all(
        MissedQuestion(
            message_id=missed.message_id,
            cluster_id=cluster.id,
            reason=missed.reason,
            vector=vector,
            missed_at=missed.missed_at,
        )
        for missed, vector in added
    )
    return max((missed.missed_at for missed, _ in added), default=None)
