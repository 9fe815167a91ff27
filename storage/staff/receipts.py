"""Queries on the receipts of erasures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.references import new_reference
from storage.staff.erasure_counts import ErasureCounts
from storage.tables import Account, ErasureReceipt, Lead, Message, PendingErasure

ATTEMPTS = 5


async def count_what_is_held(
    session: AsyncSession, conversation_ids: Sequence[str]
) -> ErasureCounts:
    """Count what an erasure would take.

    Args:
        session: Any transaction.
        conversation_ids: The conversations.
    """
    messages = select(func.count()).where(Message.conversation_id.in_(conversation_ids))
    leads = select(func.count()).where(Lead.conversation_id.in_(conversation_ids))
    return ErasureCounts(
        conversations=len(conversation_ids),
        messages=await session.scalar(messages) or 0,
        leads=await session.scalar(leads) or 0,
    )


async def add_receipt(session: AsyncSession, account_id: int, counts: ErasureCounts) -> str:
    """Write a receipt.

    Args:
        session: The writing transaction that erases.
        account_id: Who erases.
        counts: What is erased.

    Returns:
        Its number, such as `ER-KX-4821`.
    """
    for _ in range(ATTEMPTS):
        receipt = ErasureReceipt(
            number=f"ER-{new_reference()}",
            account_id=account_id,
            at=datetime.now(UTC),
            conversations=counts.conversations,
            messages=counts.messages,
            leads=counts.leads,
        )
        try:
            async with session.begin_nested():
                session.add(receipt)
        except IntegrityError:
            continue
        return receipt.number
    raise RuntimeError("no number is free")


async def tie_to_receipt(
    session: AsyncSession, conversation_ids: Sequence[str], number: str
) -> None:
    """Note which receipt waits for the engine to forget some erased conversations.

    Args:
        session: The writing transaction that erases.
        conversation_ids: The erased conversations.
        number: Number of the receipt.
    """
    await session.execute(
        update(PendingErasure)
        .where(PendingErasure.conversation_id.in_(conversation_ids))
        .values(receipt=number)
    )


async def find_receipt(
    session: AsyncSession, number: str
) -> tuple[ErasureReceipt, Account, int] | None:
    """Look up a receipt.

    Args:
        session: Any transaction.
        number: Its number.

    Returns:
        The receipt, who erased, and how many conversations the engine has still to forget.
    """
    row = (
        await session.execute(
            select(ErasureReceipt, Account)
            .join(Account, Account.id == ErasureReceipt.account_id)
            .where(ErasureReceipt.number == number)
        )
    ).one_or_none()
    if row is None:
        return None
    pending = select(func.count()).where(PendingErasure.receipt == number)
    return row[0], row[1], await session.scalar(pending) or 0


async def last_receipts(session: AsyncSession, limit: int) -> Sequence[ErasureReceipt]:
    """Read the newest receipts.

    Args:
        session: Any transaction.
        limit: At most so many.
    """
    found = await session.scalars(
        select(ErasureReceipt).order_by(ErasureReceipt.at.desc()).limit(limit)
    )
    return found.all()
