"""What staff do with their own account: look at it, change the password."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from storage.staff.accounts import set_password
from storage.staff.audit import note_audit
from web.door import door_of
from web.staff.accounts.passwords import LONGEST, hash_password, verify_password
from web.staff.accounts.shapes import PasswordChangeForm
from web.staff.accounts.throttle import Try
from web.staff.form_error import FormError
from web.staff.forms import read_form
from web.staff.guards import require_viewer, signed_in
from web.staff.pages import redirect, render

blueprint = Blueprint("staff_own_account")


@blueprint.get("/account")
async def own_account(request: Request[Any, Any]) -> HTTPResponse:
    """Show one's own account."""
    await require_viewer(request)
    return _page(request)


@blueprint.post("/account/password")
async def change_password(request: Request[Any, Any]) -> HTTPResponse:
    """Change one's own password; other browsers are signed out."""
    account = await require_viewer(request)
    door = door_of(request)
    try:
        form = read_form(request, PasswordChangeForm)
        # Somebody at a desk that was left open must not guess on and on.
        attempt = Try(door, account.email)
        await attempt.count()
        if not await verify_password(account.password_hash, form.old[:LONGEST]):
            raise FormError({"old": "This is not your password."})
        await attempt.was_right()
    except FormError as error:
        return _page(request, error.problems)
    hashed = await hash_password(form.password)
    found = signed_in(request)
    async with door.database.write() as session:
        await set_password(session, account.id, hashed, found.token_hash if found else None)
        await note_audit(session, account.id, "account.password", f"account {account.id}")
    return redirect(request, "/staff/account", "Your password is changed.")


def _page(request: Request[Any, Any], problems: dict[str, str] | None = None) -> HTTPResponse:
    status = 422 if problems else 200
    return render(request, "accounts/own.html", status=status, problems=problems or {})
