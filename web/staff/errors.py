"""How errors look in the console."""

from __future__ import annotations

from typing import Any

from sanic import HTTPResponse, Request, json

from web.api_error import ApiError
from web.staff.cookies import clear_session
from web.staff.pages import redirect, render, sign_in_path

TITLES = {
    400: "That could not be read",
    403: "Not allowed",
    404: "Not found",
    405: "Not found",
    409: "Someone was quicker",
    413: "Too long",
    422: "Something is missing",
    429: "Too many tries",
    503: "Not available right now",
}


def error_page(request: Request[Any, Any], error: ApiError) -> HTTPResponse:
    """Turn an error into a page, into the way to the sign-in, or into JSON where that is asked for.

    Args:
        request: The request.
        error: What happened.

    Returns:
        The answer.
    """
    if "application/json" in request.headers.get("accept", ""):
        body = {"error": {"code": error.code, "message": error.message}}
        return json(body, status=error.status, headers=error.headers)
    if error.status == 401:
        response = redirect(request, sign_in_path(request))
        clear_session(response)
        return response
    title = TITLES.get(error.status, "Something went wrong")
    response = render(
        request, "error.html", status=error.status, title=title, message=error.message
    )
    response.headers.update(error.headers)
    return response
