"""What was understood of a message, as the engine's channel sends it."""

from typing import Annotated

from pydantic import BaseModel, Field

from web.clean_text import CleanText

Share = Annotated[float, Field(allow_inf_nan=False)]


class Ranked(BaseModel, strict=True):
    """A topic that it may be about."""

    name: CleanText
    confidence: Share


class Topic(Ranked, strict=True):
    """A topic that a part of the message is about."""

    text: CleanText = ""


class Understanding(BaseModel, strict=True):
    """Topics, intent, language and the two flags that staff look for."""

    intent: CleanText | None = None
    confidence: Share | None = None
    topics: list[Topic] = []
    ranking: list[Ranked] = []
    language: CleanText | None = None
    urgent: bool = False
    unanswered: bool = False
    masked_text: CleanText | None = None
    """The message without its contact details; null: it has none."""
