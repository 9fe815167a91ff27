"""No other site can make staff's browsers do anything: checked for every request that writes."""

from __future__ import annotations

import hmac
from typing import Any

from sanic import Request

from web.api_error import ApiError
from web.headers import is_own, is_staff
from web.staff.cookies import csrf_token
from web.staff.forms import field_of

HEADER = "x-csrf-token"
FIELD = "csrf"
SAFE = {"GET", "HEAD", "OPTIONS"}


async def check_csrf(request: Request[Any, Any]) -> None:
    """Refuse what did not come from a page of ours.

    Args:
        request: Any request to the app.

    Raises:
        ApiError: It writes, and its origin or its token is wrong; status 403.
    """
    if not is_staff(request) or request.method in SAFE:
        return
    origin = request.headers.get("origin")
    if origin is not None and not is_own(request, origin):
        raise ApiError(403, "foreign_origin", "This form did not come from the console.")
    sent = request.headers.get(HEADER) or field_of(request, FIELD)
    # Bytes: strings that are not ASCII can not be compared in constant time.
    # A header may hold bytes that are no text, which Sanic gives as lone surrogates.
    ours = csrf_token(request).encode()
    if not hmac.compare_digest(sent.encode(errors="replace"), ours):
        raise ApiError(403, "bad_csrf", "This page is out of date. Go back, reload and try again.")
