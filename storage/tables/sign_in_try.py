"""Tries to sign in that were not right, as far as they count."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class SignInTry(Base):
    """One try, from an address or on an account; both are there as fingerprints only."""

    __tablename__ = "sign_in_try"
    __table_args__ = (Index(None, "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    who: Mapped[str] = mapped_column(String(80))
    """`address:` or `account:` and a fingerprint."""
    at: Mapped[datetime] = mapped_column(index=True)
