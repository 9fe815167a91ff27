"""The forms of a conversation's page."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

LONGEST_TAG = 30
LONGEST_NOTE = 4000


def _as_tag(value: str) -> str:
    """Write a tag as all are written, so that one word is one tag."""
    tag = " ".join(value.lower().split())
    if not tag or not tag.isprintable():
        raise ValueError("A tag is a word or two")
    return tag


class StateForm(BaseModel):
    """Whether a conversation is reviewed."""

    state: Literal["open", "later", "reviewed"]


class AssignForm(BaseModel):
    """Who looks after a conversation; 0: nobody."""

    reviewer: Annotated[int, Field(ge=0, lt=2**31)]


class TagForm(BaseModel):
    """A tag."""

    tag: Annotated[str, Field(min_length=1, max_length=LONGEST_TAG), AfterValidator(_as_tag)]


class NoteForm(BaseModel):
    """A note for colleagues."""

    note: Annotated[str, Field(min_length=1, max_length=LONGEST_NOTE)]
