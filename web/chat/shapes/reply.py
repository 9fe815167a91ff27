"""A reply of the assistant, as visitors see it."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel

from storage.tables import Message
from storage.vault import Vault
from storage.words import words_of


class ButtonShape(BaseModel):
    """A next question: the id is sent back when it is pressed."""

    id: str
    title: str


class SourceShape(BaseModel):
    """What a reply rests on; both review fields are empty until a clinician has signed."""

    section: str
    reviewed_by: str
    reviewed_on: str


class ReplyShape(BaseModel):
    """One reply."""

    seq: int
    text: str
    buttons: list[ButtonShape]
    source: SourceShape | None

    @classmethod
    def of(cls, message: Message, vault: Vault) -> Self:
        """Show a stored reply."""
        return cls(
            seq=message.seq,
            text=words_of(message, vault),
            buttons=buttons_of(message),
            source=source_of(message),
        )


def buttons_of(message: Message) -> list[ButtonShape]:
    """Show the buttons under a stored message."""
    return [ButtonShape(id=button.id, title=button.title) for button in message.buttons]


def source_of(message: Message) -> SourceShape | None:
    """Show what a stored message rests on."""
    if message.source is None:
        return None
    return SourceShape(
        section=message.source, reviewed_by=message.reviewed_by, reviewed_on=message.reviewed_on
    )
