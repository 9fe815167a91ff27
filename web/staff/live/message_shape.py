"""A message as the colleague sees it who has joined."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from storage.tables import Message
from storage.vault import Vault
from storage.words import words_of


class LiveMessageShape(BaseModel):
    """One message, in the words that were really written."""

    seq: int
    speaker: str = Field(serialization_alias="from")
    name: str
    text: str
    at: datetime
    clock: str
    """The time of day in the clinic."""

    @classmethod
    def of(cls, message: Message, vault: Vault, zone: ZoneInfo) -> Self:
        """Show a stored message."""
        return cls(
            seq=message.seq,
            speaker=message.speaker,
            name=message.said_by or message.sender.capitalize(),
            text=message.button_title or words_of(message, vault),
            at=message.created_at,
            clock=f"{message.created_at.astimezone(zone):%H:%M}",
        )
