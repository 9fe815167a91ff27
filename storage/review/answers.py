"""Queries about answers: what visitors saw, who signed, what is to be said instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.review.seen_version import SeenVersion
from storage.tables import Account, AnswerEdit, Message, SignOff
from storage.tables.correction import ACCEPTED, PROPOSED, REFUSED, WRITTEN


async def seen_versions(session: AsyncSession, topic: str) -> list[SeenVersion]:
    """Find which versions of an answer visitors saw.

    Args:
        session: Any transaction.
        topic: Full name of its topic.

    Returns:
        The versions, the one that was seen last first.
    """
    newest = func.max(Message.id)
    rows = await session.execute(
        select(
            Message.version,
            func.count(),
            func.min(Message.created_at),
            func.max(Message.created_at),
            newest,
        )
        .where(Message.topic == topic, Message.version != "")
        .group_by(Message.version)
        .order_by(newest.desc())
    )
    found = rows.all()
    ids = [row[4] for row in found]
    newest_rows = await session.execute(
        select(Message.id, Message.conversation_id).where(Message.id.in_(ids))
    )
    where = dict(newest_rows.tuples().all())
    return [
        SeenVersion(version, times, first, last, where[newest_id])
        for version, times, first, last, newest_id in found
    ]


async def said_counts(session: AsyncSession) -> dict[str, int]:
    """Count how often each topic was answered.

    Args:
        session: Any transaction.
    """
    rows = await session.execute(
        select(Message.topic, func.count())
        .where(Message.topic.is_not(None))
        .group_by(Message.topic)
    )
    return {str(topic): count for topic, count in rows}


async def sign_answer(
    session: AsyncSession,
    topic: str,
    number: int,
    wording: str,
    version: str,
    clinician: str,
    account_id: int,
) -> bool:
    """Sign one wording of an answer.

    Args:
        session: A writing transaction.
        topic: Full name of its topic.
        number: Place among the topic's variations.
        wording: Version of the short and the longer text together.
        version: Version of the short text.
        clinician: Name of the clinician who approves it.
        account_id: Who says so.

    Returns:
        False when this wording is signed already.
    """
    known = await session.scalar(
        select(SignOff.id).where(
            SignOff.topic == topic, SignOff.number == number, SignOff.wording == wording
        )
    )
    if known is not None:
        return False
    session.add(
        SignOff(
            topic=topic,
            number=number,
            wording=wording,
            version=version,
            clinician=clinician,
            account_id=account_id,
            signed_at=datetime.now(UTC),
        )
    )
    return True


async def list_sign_offs(session: AsyncSession, topic: str | None = None) -> Sequence[SignOff]:
    """List signatures, the newest first.

    Args:
        session: Any transaction.
        topic: Only those of this topic; None: all.
    """
    query = select(SignOff).order_by(SignOff.id.desc())
    if topic is not None:
        query = query.where(SignOff.topic == topic)
    return (await session.scalars(query)).all()


async def propose_edit(
    session: AsyncSession, topic: str, number: int, base: str, text: str, more: str, account_id: int
) -> AnswerEdit:
    """Propose another wording; a proposal for the same answer that still waits is replaced.

    Args:
        session: A writing transaction.
        topic: Full name of its topic.
        number: Place among the topic's variations.
        base: Version of the wording that it changes.
        text: The short answer; it passed the checks.
        more: The longer one, or nothing.
        account_id: Who says so.

    Returns:
        The proposal.
    """
    await session.execute(
        update(AnswerEdit)
        .where(
            AnswerEdit.topic == topic,
            AnswerEdit.number == number,
            AnswerEdit.state.in_((PROPOSED, ACCEPTED)),
        )
        .values(state=REFUSED, problem="Another wording was proposed after it.")
    )
    edit = AnswerEdit(
        topic=topic,
        number=number,
        base=base,
        text=text,
        more=more,
        state=PROPOSED,
        proposed_by=account_id,
        proposed_at=datetime.now(UTC),
    )
    session.add(edit)
    await session.flush()
    return edit


async def list_edits(
    session: AsyncSession, state: str, topic: str | None = None
) -> Sequence[tuple[AnswerEdit, str]]:
    """List edits with the name of who proposed them, the newest first.

    Args:
        session: Any transaction.
        state: One of the states of an edit.
        topic: Only those of this topic; None: all.
    """
    query = (
        select(AnswerEdit, Account.name)
        .join(Account, Account.id == AnswerEdit.proposed_by)
        .where(AnswerEdit.state == state)
        .order_by(AnswerEdit.id.desc())
    )
    if topic is not None:
        query = query.where(AnswerEdit.topic == topic)
    return [(edit, name) for edit, name in await session.execute(query)]


async def decide_edit(
    session: AsyncSession, edit_id: int, accepted: bool, account_id: int
) -> AnswerEdit | None:
    """Accept or refuse an edit.

    Args:
        session: A writing transaction.
        edit_id: The edit.
        accepted: Whether it is to be said.
        account_id: Who decides.

    Returns:
        The edit, or None when there is none that waits.
    """
    edit = await session.get(AnswerEdit, edit_id, with_for_update=True)
    if edit is None or edit.state != PROPOSED:
        return None
    edit.state = ACCEPTED if accepted else REFUSED
    edit.decided_by, edit.decided_at = account_id, datetime.now(UTC)
    return edit


async def settle_edits(
    session: AsyncSession, report_id: int, written: Sequence[int], problems: dict[int, str]
) -> None:
    """Note which edits went into the training data, and why others did not.

    Args:
        session: A writing transaction.
        report_id: The training that they went into.
        written: Ids of those that did.
        problems: Ids of the others, with a sentence of ours.
    """
    await session.execute(
        update(AnswerEdit)
        .where(AnswerEdit.id.in_(written))
        .values(state=WRITTEN, report_id=report_id)
    )
    for edit_id, problem in problems.items():
        await session.execute(
            update(AnswerEdit)
            .where(AnswerEdit.id == edit_id)
            .values(state=REFUSED, problem=problem)
        )


async def take_edits_back(session: AsyncSession, report_id: int) -> None:
    """Note that the model of a training no longer answers: its edits wait again.

    Args:
        session: A writing transaction.
        report_id: The training.
    """
    await session.execute(
        update(AnswerEdit)
        .where(AnswerEdit.report_id == report_id)
        .values(state=ACCEPTED, report_id=None)
    )
