"""Signatures: which wording of an answer a clinician approved, and when."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class SignOff(Base):
    """One approved wording. It stays when the answer is changed, as the proof of what was said."""

    __tablename__ = "sign_off"
    __table_args__ = (UniqueConstraint("topic", "number", "wording"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    topic: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    """Place among the topic's variations, from 0."""
    wording: Mapped[str] = mapped_column(String(12))
    """Version of the short and the longer text together."""
    version: Mapped[str] = mapped_column(String(12))
    """Version of the short text, as visitors' messages name it."""
    clinician: Mapped[str] = mapped_column(String(80))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    signed_at: Mapped[datetime]
