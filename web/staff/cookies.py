"""The two cookies of the console: the session's, and one line of good news for the next page."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from sanic import HTTPResponse, Request

from web.door import door_of

SESSION = "staff_session"
FLASH = "staff_flash"
PATH = "/staff"


def session_token(request: Request[Any, Any]) -> str | None:
    """Return the token that the browser sends, whatever it is worth."""
    token = request.cookies.get(SESSION)
    # Ours are ASCII; bytes that are no text at all could not even be hashed.
    return token if token and token.isascii() else None


def hash_token(token: str) -> str:
    """Return what is stored of a session's or link's token."""
    return sha256(token.encode()).hexdigest()


def csrf_token(request: Request[Any, Any]) -> str:
    """Return what every form must send: nobody can make it without the cookie and our secret."""
    secret = door_of(request).settings.secret_key.get_secret_value()
    message = f"staff-csrf:{session_token(request) or ''}"
    return hmac.digest(secret.encode(), message.encode(), sha256).hex()


def set_session(request: Request[Any, Any], response: HTTPResponse, token: str) -> None:
    """Give the browser its session; it lasts until the browser is closed, or the server ends it."""
    _set(request, response, SESSION, token)


def clear_session(response: HTTPResponse) -> None:
    """Take the session from the browser."""
    response.delete_cookie(SESSION, path=PATH)


def set_flash(request: Request[Any, Any], response: HTTPResponse, text: str) -> None:
    """Keep a line for the next page; it must name no visitor."""
    _set(request, response, FLASH, str(_signer(request).dumps(text)))


def read_flash(request: Request[Any, Any]) -> str | None:
    """Return the line that the page before left."""
    value = request.cookies.get(FLASH)
    if not value or not value.isascii():
        return None
    try:
        return str(_signer(request).loads(value))
    except BadSignature:
        return None


def clear_flash(response: HTTPResponse) -> None:
    """The line has been shown."""
    response.delete_cookie(FLASH, path=PATH)


def _set(request: Request[Any, Any], response: HTTPResponse, name: str, value: str) -> None:
    secure = door_of(request).settings.environment == "production"
    response.add_cookie(
        name, value, path=PATH, httponly=True, samesite="Lax", secure=secure, max_age=None
    )


def _signer(request: Request[Any, Any]) -> URLSafeSerializer:
    secret = door_of(request).settings.secret_key.get_secret_value()
    return URLSafeSerializer(secret, salt="staff-flash")
