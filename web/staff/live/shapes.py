"""The form of a live conversation."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from web.clean_text import is_text

LONGEST = 1000


class SayForm(BaseModel):
    """What a colleague says, under the id that the browser chose for it."""

    key: UUID
    text: Annotated[str, Field(min_length=1, max_length=LONGEST), is_text]
