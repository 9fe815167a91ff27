"""Accounts: the people of the clinic who use the console."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

VIEWER = "viewer"
REVIEWER = "reviewer"
ADMIN = "admin"
ROLES = (VIEWER, REVIEWER, ADMIN)
"""The lowest first; each may do all that the ones before it may."""


class Account(Base):
    """One member of staff. Accounts are never deleted, so that the audit log stays true."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(f"role IN ('{VIEWER}', '{REVIEWER}', '{ADMIN}')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """What they sign in with, in lower case."""
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(8))
    password_hash: Mapped[str | None] = mapped_column(Text)
    """Argon2id; null: invited, and no password is set yet."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]

    def may(self, role: str) -> bool:
        """Tell whether this account may do what a role may.

        Args:
            role: The least role that is needed.
        """
        return ROLES.index(self.role) >= ROLES.index(role)
