"""People who left their details: those with one phone number or e-mail address are one."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Person(Base):
    """What the requests to one phone number or e-mail address have in common."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    """Keyed hash of the number or address, which itself is sealed at each lead."""
