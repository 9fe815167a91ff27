"""An answer other than the wanted one, said in the one error shape."""

from __future__ import annotations


class ApiError(Exception):
    """Raised anywhere while a request is handled; `ErrorShape` turns it into the answer.

    Args:
        status: HTTP status.
        code: A word for programs, stable.
        message: A sentence for people; never a visitor's own words.
        retry: Seconds after which the same request may succeed.
    """

    def __init__(self, status: int, code: str, message: str, retry: int | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.headers: dict[str, str] = {}
        if retry is not None:
            self.headers["Retry-After"] = str(retry)
        if status == 401:
            self.headers["WWW-Authenticate"] = "Bearer"
