"""Receipts of erasures: proof that a person was erased, without a word about them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class ErasureReceipt(Base):
    """What was erased, as numbers."""

    __tablename__ = "erasure_receipt"

    number: Mapped[str] = mapped_column(String(16), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    conversations: Mapped[int]
    messages: Mapped[int]
    leads: Mapped[int]
