"""One shape for every error: `{"error": {"code": …, "message": …}}`."""

from __future__ import annotations

import errno
from typing import Any

from sanic import HTTPResponse, Request, empty, json
from sanic.exceptions import RequestCancelled, SanicException
from sanic.handlers import ErrorHandler
from sqlalchemy.exc import SQLAlchemyError

from logs import note
from web.api_error import ApiError
from web.headers import is_staff
from web.staff.errors import error_page

# Sanic's own messages repeat the address that was asked for: these do not.
KNOWN = {
    400: ("bad_request", "The request can not be read."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take this method."),
    408: ("request_timeout", "The request took too long to arrive."),
    413: ("body_too_large", "The request is larger than 8 KB."),
    416: ("bad_range", "This part of the file does not exist."),
    417: ("expectation_failed", "The request expects what this server does not do."),
    503: ("unavailable", "Not available right now, please try again."),
}
# As nginx writes it; it is only ever seen in our own lines.
HUNG_UP = 499

NO_FILE = {errno.ENAMETOOLONG, errno.ENOTDIR}


class ErrorShape(ErrorHandler):
    """Answers every error in one shape and keeps its details out of the answer."""

    def default(self, request: Request[Any, Any], exception: Exception) -> HTTPResponse:
        """Turn an exception into its answer.

        Args:
            request: The request at which it happened.
            exception: What happened.

        Returns:
            The answer with a JSON body; in the console, a page.
        """
        if isinstance(exception, RequestCancelled):
            note("hung_up")  # nobody reads this answer; the work goes on, see `web.finishing`
            return empty(status=HUNG_UP)
        error = _as_api_error(exception)
        if error.status >= 500 and not isinstance(exception, ApiError):
            note("failed", error=exception)
        if is_staff(request):
            return error_page(request, error)
        body = {"error": {"code": error.code, "message": error.message}}
        return json(body, status=error.status, headers=error.headers)


def _as_api_error(exception: Exception) -> ApiError:
    """Find the public words for an exception."""
    if isinstance(exception, ApiError):
        return exception
    if isinstance(exception, SanicException):
        status = exception.status_code
        fallback = ("failed", "Something went wrong here.") if status >= 500 else KNOWN[400]
        error = ApiError(status, *KNOWN.get(status, fallback))
        error.headers.update({key: str(value) for key, value in exception.headers.items()})
        return error
    if isinstance(exception, IsADirectoryError) or _is_no_file(exception):
        return ApiError(404, *KNOWN[404])
    if isinstance(exception, SQLAlchemyError):
        return ApiError(
            503,
            "storage_unavailable",
            "The storage does not answer, please send it again.",
            retry=2,
        )
    return ApiError(500, "failed", "Something went wrong here.")


def _is_no_file(exception: Exception) -> bool:
    """Tell whether the system says so of a path, such as one that is too long."""
    return isinstance(exception, OSError) and exception.errno in NO_FILE
