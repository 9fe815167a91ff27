"""Queries on the outbox: what the clinic is to hear of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Conversation, Notice
from storage.tables.notice import URGENT

# A visitor in need writes several urgent messages; staff are called to the first.
URGENT_PAUSE = timedelta(minutes=60)


async def add_notices(
    session: AsyncSession,
    kinds: Sequence[str],
    event: str,
    conversation_id: str,
    reference: str | None = None,
) -> None:
    """Add a notice for each way, in the caller's transaction: it stands and falls with it.

    A conversation has at most one urgent notice of a kind in `URGENT_PAUSE`.

    Args:
        session: A writing transaction.
        kinds: `email`, `webhook`, both or none, as the settings have it.
        event: `lead` or `urgent`.
        conversation_id: The conversation that it is about.
        reference: Reference of the lead.
    """
    now = datetime.now(UTC)
    for kind in kinds:
        if event == URGENT and await _urgent_is_told(session, kind, conversation_id, now):
            continue
        session.add(
            Notice(
                conversation_id=conversation_id,
                kind=kind,
                event=event,
                reference=reference,
                idempotency_key=str(uuid4()),
                created_at=now,
                next_attempt_at=now,
                attempts=0,
                refusals=0,
            )
        )


async def _urgent_is_told(
    session: AsyncSession, kind: str, conversation_id: str, now: datetime
) -> bool:
    """Tell whether a notice of this kind is young enough to stand for this message too."""
    # The lock makes two urgent messages at once follow each other.
    await session.execute(
        select(Conversation.id).where(Conversation.id == conversation_id).with_for_update()
    )
    told: bool | None = await session.scalar(
        select(
            exists().where(
                Notice.conversation_id == conversation_id,
                Notice.kind == kind,
                Notice.event == URGENT,
                Notice.created_at > now - URGENT_PAUSE,
            )
        )
    )
    return bool(told)
