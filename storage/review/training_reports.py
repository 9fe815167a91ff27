"""Queries about trainings: `make improve` writes them, the console shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Message, TrainingReport
from storage.tables.message import VISITOR
from storage.tables.training_report import FAILED, LIVE, READY, REFUSED, RUNNING

# A training takes a minute or two; one that never ended was killed.
GIVEN_UP = timedelta(hours=1)


async def start_report(session: AsyncSession) -> TrainingReport | None:
    """Begin a training, unless another one is at it.

    Args:
        session: A writing transaction.

    Returns:
        The new report, or None.
    """
    now = datetime.now(UTC)
    await session.execute(
        update(TrainingReport)
        .where(TrainingReport.state == RUNNING, TrainingReport.started_at < now - GIVEN_UP)
        .values(state=FAILED, ended_at=now)
    )
    running = await session.scalar(
        select(TrainingReport.id).where(TrainingReport.state == RUNNING).limit(1)
    )
    if running is not None:
        return None
    report = TrainingReport(state=RUNNING, started_at=now, found={})
    session.add(report)
    await session.flush()
    return report


async def end_report(
    session: AsyncSession, report_id: int, state: str, found: dict[str, Any]
) -> None:
    """Write down how a training ended.

    Args:
        session: A writing transaction.
        report_id: The training.
        state: `failed`, `refused` or `ready`; what was ready before is then refused: there is
            one model that may go live, the newest.
        found: Figures.
    """
    if state == READY:
        await session.execute(
            update(TrainingReport).where(TrainingReport.state == READY).values(state=REFUSED)
        )
    await session.execute(
        update(TrainingReport)
        .where(TrainingReport.id == report_id)
        .values(state=state, found=found, ended_at=datetime.now(UTC))
    )


async def set_report_state(session: AsyncSession, report_id: int, state: str) -> None:
    """Note that a model went live or was taken back.

    Args:
        session: A writing transaction.
        report_id: Its training.
        state: `live` or `taken_back`.
    """
    values: dict[str, Any] = {"state": state}
    if state == LIVE:
        values["live_at"] = datetime.now(UTC)
    await session.execute(
        update(TrainingReport).where(TrainingReport.id == report_id).values(values)
    )


async def list_reports(session: AsyncSession, limit: int) -> Sequence[TrainingReport]:
    """List trainings, the newest first.

    Args:
        session: Any transaction.
        limit: At most so many.
    """
    found = await session.scalars(
        select(TrainingReport).order_by(TrainingReport.id.desc()).limit(limit)
    )
    return found.all()


async def find_report(session: AsyncSession, report_id: int) -> TrainingReport | None:
    """Look up a training.

    Args:
        session: Any transaction.
        report_id: Its id.
    """
    return await session.get(TrainingReport, report_id)


async def newest_report(session: AsyncSession, state: str) -> TrainingReport | None:
    """Look up the newest training of a state.

    Args:
        session: Any transaction.
        state: The state.
    """
    found: TrainingReport | None = await session.scalar(
        select(TrainingReport)
        .where(TrainingReport.state == state)
        .order_by(TrainingReport.id.desc())
        .limit(1)
    )
    return found


async def recent_messages(
    session: AsyncSession, since: datetime, limit: int
) -> Sequence[tuple[int, str]]:
    """Read what visitors wrote lately.

    Args:
        session: Any transaction.
        since: The moment (UTC).
        limit: At most so many.

    Returns:
        Id and masked text of each message, the newest first.
    """
    rows = await session.execute(
        select(Message.id, Message.text)
        .where(
            Message.sender == VISITOR,
            Message.created_at >= since,
            Message.answered_at.is_not(None),
            Message.text != "",
        )
        .order_by(Message.id.desc())
        .limit(limit)
    )
    return [(message_id, text) for message_id, text in rows]


async def texts_of(session: AsyncSession, message_ids: Sequence[int]) -> dict[int, Message]:
    """Look up the messages that a report names; erased ones are gone.

    Args:
        session: Any transaction.
        message_ids: Their ids.
    """
    found = await session.scalars(select(Message).where(Message.id.in_(message_ids)))
    return {message.id: message for message in found}
