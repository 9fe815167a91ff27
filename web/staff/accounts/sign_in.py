"""Signing in and out."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from storage.database import Database
from storage.staff.accounts import account_of_email
from storage.staff.audit import note_audit
from storage.staff.sessions import end_session, open_session
from storage.tables import Account
from web.api_error import ApiError
from web.door import door_of
from web.staff import cookies
from web.staff.accounts.passwords import LONGEST, hash_password, needs_rehash, verify_password
from web.staff.accounts.throttle import Try
from web.staff.forms import field_of
from web.staff.guards import require_viewer, signed_in
from web.staff.pages import redirect, render, safe_next

# One line for all reasons: it must not tell who has an account.
REFUSED = "E-mail address or password is not right."

blueprint = Blueprint("staff_sign_in")


@blueprint.get("/sign-in")
async def sign_in_page(request: Request[Any, Any]) -> HTTPResponse:
    """Show the form."""
    return _form(request, safe_next(request.args.get("next")))


@blueprint.post("/sign-in")
async def sign_in(request: Request[Any, Any]) -> HTTPResponse:
    """Check the password and open a session."""
    door = door_of(request)
    email, password, after = (field_of(request, name) for name in ("email", "password", "next"))
    attempt = Try(door, email, request.client_ip or "unknown")
    await attempt.count()
    async with door.database.read() as session:
        account = await account_of_email(session, email)
    known = account.password_hash if account else None
    right = len(password) <= LONGEST and await verify_password(known, password)
    if not right or account is None or not account.active:
        return _form(request, safe_next(after), email=email, problem=REFUSED, status=403)
    token = await start_session(door.database, account, password)
    await attempt.was_right()
    response = redirect(request, safe_next(after))
    cookies.set_session(request, response, token)
    return response


@blueprint.post("/sign-out")
async def sign_out(request: Request[Any, Any]) -> HTTPResponse:
    """End the session, in the database as well."""
    account = await require_viewer(request)
    found = signed_in(request)
    async with door_of(request).database.write() as session:
        if found is not None:
            await end_session(session, found.token_hash)
        await note_audit(session, account.id, "account.sign_out", f"account {account.id}")
    response = redirect(request, "/staff/sign-in", "You are signed out.")
    cookies.clear_session(response)
    return response


async def start_session(database: Database, account: Account, password: str) -> str:
    """Open a session for someone whose password was checked.

    Args:
        database: The database.
        account: Who signs in.
        password: The right password; it is hashed again when the parameters have changed.

    Returns:
        The token for the cookie.

    Raises:
        ApiError: The account was closed meanwhile.
    """
    token = secrets.token_urlsafe(32)
    old = account.password_hash or ""
    fresh = await hash_password(password) if needs_rehash(old) else None
    async with database.write() as session:
        row = await session.get(Account, account.id, with_for_update=True)
        if row is None or not row.active or row.password_hash != old:
            raise ApiError(403, "not_allowed", REFUSED)
        if fresh is not None:
            row.password_hash = fresh
        await open_session(session, row.id, cookies.hash_token(token), datetime.now(UTC))
        await note_audit(session, row.id, "account.sign_in", f"account {row.id}")
    return token


def _form(
    request: Request[Any, Any], after: str, email: str = "", problem: str = "", status: int = 200
) -> HTTPResponse:
    return render(request, "sign_in.html", status=status, after=after, email=email, problem=problem)
