"""One id for all that a request causes, in whichever part it happens."""

from __future__ import annotations

import re
from contextvars import ContextVar

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is worked on here."""
REQUEST_ID_HEADER = "X-Request-ID"
# No more than digits and dashes of a number or UUID: it must not carry a word.
_FORM = re.compile(r"[0-9a-f]{8}[0-9a-f-]{4,26}[0-9a-f]{2}")


def well_formed(request_id: str | None) -> str | None:
    """Check an id that somebody else made.

    Args:
        request_id: What stood in the header.

    Returns:
        The id; None when there is none, or it is not 14 to 36 lower-case hexadecimal digits and
        dashes.
    """
    return request_id if request_id and _FORM.fullmatch(request_id) else None
