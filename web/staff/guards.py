"""The guards of the console: one for each access rule."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sanic import Request

from storage.notices import count_dead
from storage.staff.sessions import SEEN_STEP, account_of_session, touch_session
from storage.tables import Account
from storage.tables.account import ADMIN, REVIEWER, VIEWER
from web.api_error import ApiError
from web.door import door_of
from web.staff.cookies import hash_token, session_token
from web.staff.signed_in import SignedIn


async def require_viewer(request: Request[Any, Any]) -> Account:
    """Let all who are signed in pass: they may look at everything but sealed words.

    Args:
        request: The request.

    Returns:
        Who is signed in.

    Raises:
        ApiError: 401 nobody is (a page then leads to the sign-in), 403 the role is too low.
    """
    return await _require(request, VIEWER)


async def require_reviewer(request: Request[Any, Any], is_use: bool = True) -> Account:
    """Let reviewers and admins pass: they work on conversations and leads.

    Args:
        request: The request.
        is_use: Whether it counts as using the console; not where a page asks by itself.

    Returns:
        Who is signed in.

    Raises:
        ApiError: As for `require_viewer`.
    """
    return await _require(request, REVIEWER, is_use)


async def require_admin(request: Request[Any, Any]) -> Account:
    """Let admins pass: they manage accounts, read the audit log and erase.

    Args:
        request: The request.

    Returns:
        Who is signed in.

    Raises:
        ApiError: As for `require_viewer`.
    """
    return await _require(request, ADMIN)


def signed_in(request: Request[Any, Any]) -> SignedIn | None:
    """Return what a guard found at this request; None: nobody is signed in, or no guard ran."""
    found: SignedIn | None = getattr(request.ctx, "staff", None)
    return found


async def _require(request: Request[Any, Any], role: str, is_use: bool = True) -> Account:
    found = signed_in(request) or await _load(request, is_use)
    if found is None:
        raise ApiError(401, "sign_in", "Please sign in.")
    request.ctx.staff = found
    if not found.account.may(role):
        raise ApiError(403, "not_allowed", "Your account may not do this. Ask an admin.")
    return found.account


async def _load(request: Request[Any, Any], is_use: bool) -> SignedIn | None:
    """Look up the session of the request, and note that it is used, if it is."""
    token = session_token(request)
    if token is None:
        return None
    token_hash, now = hash_token(token), datetime.now(UTC)
    database = door_of(request).database
    async with database.read() as session:
        found = await account_of_session(session, token_hash, now)
        if found is None:
            return None
        account, row = found
        dead = await count_dead(session) if account.may(REVIEWER) else 0
    if is_use and now - row.seen_at >= SEEN_STEP:
        async with database.write() as session:
            await touch_session(session, token_hash, now)
    return SignedIn(account, token_hash, dead)
