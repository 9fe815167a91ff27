"""Text that both databases can hold."""

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError


def _refuse_nul(text: str) -> str:
    """Refuse what PostgreSQL or UTF-8 can not hold."""
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise PydanticCustomError("bad_characters", "has characters that are not text")
    return text


# Put it after limits on the length, so that these are told first.
is_text = AfterValidator(_refuse_nul)
CleanText = Annotated[str, is_text]
