"""How a place in the list is written into an address."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from storage.review.place import Place

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WRITTEN = re.compile(r"([0-9]{1,17})-([\w-]{1,64})", re.ASCII)


def write_place(place: Place) -> str:
    """Write a place: microseconds since 1970, a dash, the id."""
    return f"{(place.last_at - _EPOCH) // timedelta(microseconds=1)}-{place.conversation_id}"


def read_place(text: str | None) -> Place | None:
    """Read a place; None: there is none, or it makes no sense."""
    found = _WRITTEN.fullmatch(text or "")
    if found is None:
        return None
    return Place(_EPOCH + timedelta(microseconds=int(found[1])), found[2])
