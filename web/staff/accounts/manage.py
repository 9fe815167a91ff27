"""The page of all accounts, and what admins do there."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from storage.staff.accounts import add_account, change_account, find_account, list_accounts
from storage.staff.audit import note_audit
from storage.staff.email_taken_error import EmailTakenError
from storage.staff.last_admin_error import LastAdminError
from storage.staff.links import LINK_LIFE
from storage.tables import Account
from web.api_error import ApiError
from web.door import door_of
from web.staff.accounts.links import make_link
from web.staff.accounts.shapes import InvitationForm, RoleForm, StateForm
from web.staff.form_error import FormError
from web.staff.forms import field_of, read_form
from web.staff.guards import require_admin
from web.staff.pages import redirect, render

PAGE = "/staff/accounts"
ROLE_WORDS = {
    "viewer": "looks at everything but contact details",
    "reviewer": "reviews conversations, proposes topics and wordings, calls people back",
    "admin": "accepts, trains, manages accounts, erases, reads the audit log",
}

blueprint = Blueprint("staff_accounts")


@blueprint.get("/accounts")
async def accounts_page(request: Request[Any, Any]) -> HTTPResponse:
    """Show all accounts."""
    await require_admin(request)
    return await _page(request)


@blueprint.post("/accounts")
async def invite(request: Request[Any, Any]) -> HTTPResponse:
    """Add an account and show its link, once."""
    admin = await require_admin(request)
    door = door_of(request)
    try:
        form = read_form(request, InvitationForm)
        async with door.database.write() as session:
            account = await add_account(session, form.email, form.name, form.role)
            link = await make_link(session, account.id, door.settings.public_url)
            await note_audit(session, admin.id, "account.invite", f"account {account.id}")
    except FormError as error:
        return await _page(request, error.problems)
    except EmailTakenError:
        return await _page(request, {"email": "There is an account with this address already."})
    return _show_link(request, account, link)


@blueprint.post("/accounts/<account_id:int>/link")
async def renew_link(request: Request[Any, Any], account_id: int) -> HTTPResponse:
    """Make a link with which someone sets a new password, and show it, once."""
    admin = await require_admin(request)
    door = door_of(request)
    async with door.database.write() as session:
        account = await find_account(session, account_id)
        if account is None or not account.active:
            raise _unknown()
        link = await make_link(session, account.id, door.settings.public_url)
        await note_audit(session, admin.id, "account.link", f"account {account.id}")
    return _show_link(request, account, link)


@blueprint.post("/accounts/<account_id:int>/role")
async def change_role(request: Request[Any, Any], account_id: int) -> HTTPResponse:
    """Give an account another role; it is signed out everywhere."""
    admin = await require_admin(request)
    role = read_form(request, RoleForm).role
    account = await _change(request, admin, account_id, f"account.role_{role}", role=role)
    return redirect(request, PAGE, f"{account.name} is {role} now.")


@blueprint.post("/accounts/<account_id:int>/state")
async def change_state(request: Request[Any, Any], account_id: int) -> HTTPResponse:
    """Close an account, or open it again."""
    admin = await require_admin(request)
    active = read_form(request, StateForm).active
    action = "account.open" if active else "account.close"
    account = await _change(request, admin, account_id, action, active=active)
    done = "can sign in again" if active else "is signed out and can not sign in any more"
    return redirect(request, PAGE, f"{account.name} {done}.")


async def _change(
    request: Request[Any, Any], admin: Account, account_id: int, action: str, **changes: Any
) -> Account:
    async with door_of(request).database.write() as session:
        try:
            account = await change_account(session, account_id, **changes)
        except LastAdminError:
            raise ApiError(
                409, "last_admin", "This is the last admin. Make someone else an admin first."
            ) from None
        if account is None:
            raise _unknown()
        await note_audit(session, admin.id, action, f"account {account.id}")
    return account


def _unknown() -> ApiError:
    return ApiError(404, "unknown_account", "There is no such account, or it is closed.")


def _show_link(request: Request[Any, Any], account: Account, link: str) -> HTTPResponse:
    hours = int(LINK_LIFE.total_seconds() // 3600)
    return render(request, "accounts/link.html", owner=account, link=link, hours=hours)


async def _page(request: Request[Any, Any], problems: dict[str, str] | None = None) -> HTTPResponse:
    async with door_of(request).database.read() as session:
        accounts = await list_accounts(session)
    return render(
        request,
        "accounts/list.html",
        status=422 if problems else 200,
        accounts=accounts,
        roles=ROLE_WORDS,
        choices=[(role, role.capitalize()) for role in ROLE_WORDS],
        problems=problems or {},
        typed={name: field_of(request, name) for name in ("email", "name", "role")},
    )
