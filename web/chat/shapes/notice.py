"""A notice to the clinic, as the visitor may see it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import BaseModel

from storage.tables import Notice


class NoticeShape(BaseModel):
    """That the clinic was told, or is to be told; a notice says nothing of the visitor."""

    kind: str
    event: str
    reference: str | None
    created_at: datetime
    sent_at: datetime | None

    @classmethod
    def of(cls, notice: Notice) -> Self:
        """Show a stored notice."""
        return cls(
            kind=notice.kind,
            event=notice.event,
            reference=notice.reference,
            created_at=notice.created_at,
            sent_at=notice.sent_at,
        )
