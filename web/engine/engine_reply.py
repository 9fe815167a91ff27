"""One reply, as the engine's channel sends it."""

from typing import Annotated

from pydantic import BaseModel, Field

from web.clean_text import CleanText, is_text

# At least one sign that is not a space: silence is not a reply.
Said = Annotated[str, Field(pattern=r"\S"), is_text]


class EngineButton(BaseModel, strict=True):
    """A next question that is offered."""

    title: Said
    payload: Said


class EngineReply(BaseModel, strict=True):
    """What the assistant says, and what it rests on."""

    text: Said
    buttons: list[EngineButton] = []
    topic: CleanText | None = None
    source: CleanText | None = None
    reviewed_by: CleanText = ""
    reviewed_on: CleanText = ""
    version: CleanText = ""
    masked: CleanText | None = None
    """The text without the visitor's details; null: it has none."""
