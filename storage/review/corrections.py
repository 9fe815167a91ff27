"""Queries about the review queue: a reviewer proposes, an admin accepts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.review.queued_correction import QueuedCorrection
from storage.tables import Account, Correction, Message, QuestionCluster
from storage.tables.correction import ACCEPTED, PROPOSED, REFUSED, WRITTEN
from storage.tables.message import VISITOR
from storage.tables.question_cluster import ANSWERED, FIXED, OPEN


async def propose_correction(
    session: AsyncSession, message_id: int, topic: str, account_id: int
) -> bool:
    """Propose the topic of one message; a proposal of before is replaced.

    Args:
        session: A writing transaction.
        message_id: A visitor's message.
        topic: Full name of the topic that answers it.
        account_id: Who says so.

    Returns:
        False: there is no such message of a visitor, or it is written already.
    """
    message = await session.get(Message, message_id)
    known = await session.get(Correction, message_id, with_for_update=True)
    if message is None or message.sender != VISITOR or (known and known.state == WRITTEN):
        return False
    correction = known or Correction(message_id=message_id)
    correction.topic, correction.state = topic, PROPOSED
    correction.proposed_by, correction.proposed_at = account_id, datetime.now(UTC)
    correction.decided_by = correction.decided_at = correction.problem = None
    session.add(correction)
    return True


async def list_corrections(
    session: AsyncSession, state: str, limit: int | None = None
) -> list[QueuedCorrection]:
    """List corrections with what they correct.

    Args:
        session: Any transaction.
        state: One of the states of a correction.
        limit: At most so many; None: all.

    Returns:
        The corrections by topic, the newest message first in each.
    """
    rows = await session.execute(
        select(Correction, Message, Account.name)
        .join(Message, Message.id == Correction.message_id)
        .join(Account, Account.id == Correction.proposed_by)
        .where(Correction.state == state)
        .order_by(Correction.topic, Message.id.desc())
        .limit(limit)
    )
    return [
        QueuedCorrection(
            correction, message.conversation_id, message.seq, message.text, message.understood, name
        )
        for correction, message, name in rows
    ]


async def corrections_in(session: AsyncSession, conversation_id: str) -> dict[int, Correction]:
    """Read the corrections of one conversation.

    Args:
        session: Any transaction.
        conversation_id: Its id.

    Returns:
        The corrections by the id of their message.
    """
    found = await session.scalars(
        select(Correction)
        .join(Message, Message.id == Correction.message_id)
        .where(Message.conversation_id == conversation_id)
    )
    return {correction.message_id: correction for correction in found}


async def correction_counts(session: AsyncSession) -> dict[str, int]:
    """Count the corrections of each state.

    Args:
        session: Any transaction.
    """
    rows = await session.execute(select(Correction.state, func.count()).group_by(Correction.state))
    return dict(rows.tuples().all())


async def decide_corrections(
    session: AsyncSession, message_ids: Sequence[int], accepted: bool, account_id: int
) -> int:
    """Accept or refuse proposals; a cluster of which nothing is left opens again.

    Args:
        session: A writing transaction.
        message_ids: Of the proposals; those that were decided meanwhile are passed over.
        accepted: Whether they are to be taught.
        account_id: Who decides.

    Returns:
        How many were decided.
    """
    found = await session.scalars(
        select(Correction)
        .where(Correction.message_id.in_(message_ids), Correction.state == PROPOSED)
        .with_for_update()
    )
    decided = found.all()
    for correction in decided:
        correction.state = ACCEPTED if accepted else REFUSED
        correction.decided_by, correction.decided_at = account_id, datetime.now(UTC)
    await session.flush()
    if not accepted:
        await _open_again(session, {c.cluster_id for c in decided if c.cluster_id is not None})
    return len(decided)


async def note_problems(session: AsyncSession, problems: dict[int, str]) -> None:
    """Note why accepted corrections were not written; they are not tried again.

    Args:
        session: A writing transaction.
        problems: Message id to a sentence of ours.
    """
    for message_id, problem in problems.items():
        await session.execute(
            update(Correction)
            .where(Correction.message_id == message_id)
            .values(state=REFUSED, problem=problem)
        )


async def mark_written(session: AsyncSession, report_id: int, message_ids: Sequence[int]) -> None:
    """Note that corrections went into the training data.

    Args:
        session: A writing transaction.
        report_id: The training that they went into.
        message_ids: Of the corrections.
    """
    await session.execute(
        update(Correction)
        .where(Correction.message_id.in_(message_ids))
        .values(state=WRITTEN, report_id=report_id)
    )


async def mark_live(session: AsyncSession, report_id: int, live: bool) -> None:
    """Note that the model of a training answers visitors, or does so no longer.

    Args:
        session: A writing transaction.
        report_id: The training.
        live: Its clusters are then fixed; else they wait again, and so do its corrections.
    """
    of_report = exists().where(
        Correction.cluster_id == QuestionCluster.id, Correction.report_id == report_id
    )
    await session.execute(
        update(QuestionCluster)
        .where(of_report, QuestionCluster.state == (ANSWERED if live else FIXED))
        .values(state=FIXED if live else ANSWERED, changed_at=datetime.now(UTC))
        .execution_options(synchronize_session=False)
    )
    if not live:
        await session.execute(
            update(Correction)
            .where(Correction.report_id == report_id)
            .values(state=ACCEPTED, report_id=None)
        )


async def _open_again(session: AsyncSession, cluster_ids: set[int]) -> None:
    wanted = exists().where(
        Correction.cluster_id == QuestionCluster.id, Correction.state != REFUSED
    )
    await session.execute(
        update(QuestionCluster)
        .where(QuestionCluster.id.in_(cluster_ids), QuestionCluster.state == ANSWERED, ~wanted)
        .values(state=OPEN, changed_at=datetime.now(UTC))
        .execution_options(synchronize_session=False)
    )
