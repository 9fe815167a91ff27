"""One-time links: a colleague's first password, a forgotten one, and the very first admin."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from sanic import Blueprint, HTTPResponse, Request
from sqlalchemy.ext.asyncio import AsyncSession

from storage.staff.accounts import add_account, find_account, has_admin, set_password
from storage.staff.audit import note_audit
from storage.staff.email_taken_error import EmailTakenError
from storage.staff.links import add_link, find_link, use_link
from storage.tables import Account, StaffLink
from storage.tables.account import ADMIN
from web.api_error import ApiError
from web.door import door_of
from web.staff import cookies
from web.staff.accounts.passwords import hash_password
from web.staff.accounts.shapes import FirstAdminForm, PasswordForm
from web.staff.accounts.sign_in import start_session
from web.staff.form_error import FormError
from web.staff.forms import field_of, read_form
from web.staff.pages import HOME, redirect, render

blueprint = Blueprint("staff_links")


async def make_link(session: AsyncSession, account_id: int | None, base: str) -> str:
    """Make a link; earlier ones of the same account stop working.

    Args:
        session: A writing transaction.
        account_id: Whose password it sets; None: it makes the first admin.
        base: Address of the console, without a slash at its end.

    Returns:
        The link, which is stored nowhere.
    """
    token = secrets.token_urlsafe(32)
    await add_link(session, account_id, cookies.hash_token(token), datetime.now(UTC))
    return f"{base}/staff/welcome/{token}"


@blueprint.get("/welcome/<token:str>")
async def welcome_page(request: Request[Any, Any], token: str) -> HTTPResponse:
    """Show the form behind a link; looking at it does not use it up."""
    async with door_of(request).database.read() as session:
        link = await find_link(session, cookies.hash_token(token), datetime.now(UTC))
        owner = await _owner(session, link)
    return _form(request, token, owner)


@blueprint.post("/welcome/<token:str>")
async def welcome(request: Request[Any, Any], token: str) -> HTTPResponse:
    """Set the password, make the first admin where the link is for that, and sign in."""
    database = door_of(request).database
    async with database.read() as session:
        link = await find_link(session, cookies.hash_token(token), datetime.now(UTC))
        owner = await _owner(session, link)
    try:
        form = read_form(request, FirstAdminForm if owner is None else PasswordForm)
    except FormError as error:
        return _form(request, token, owner, error.problems)
    hashed = await hash_password(form.password)
    async with database.write() as session:
        link = await use_link(session, cookies.hash_token(token), datetime.now(UTC))
        owner = await _owner(session, link)
        account = await _settle(session, owner, form, hashed)
    response = redirect(request, HOME, f"Welcome, {account.name}. Your password is set.")
    session_token = await start_session(database, account, form.password)
    cookies.set_session(request, response, session_token)
    return response


async def _settle(
    session: AsyncSession, owner: Account | None, form: PasswordForm, password_hash: str
) -> Account:
    """Store the password, of a new admin or of the link's owner."""
    if owner is not None:
        await set_password(session, owner.id, password_hash)
        await note_audit(session, owner.id, "account.password", f"account {owner.id}")
        return owner
    if not isinstance(form, FirstAdminForm):  # the owner's account was deleted meanwhile
        raise _gone()
    try:
        account = await add_account(session, form.email, form.name, ADMIN, password_hash)
    except EmailTakenError:
        raise FormError({"email": "There is an account with this address already."}) from None
    await note_audit(session, account.id, "account.first_admin", f"account {account.id}")
    return account


async def _owner(session: AsyncSession, link: StaffLink | None) -> Account | None:
    """Find whose link it is; None: it makes the first admin.

    Raises:
        ApiError: It does not work (any more); status 404.
    """
    if link is None:
        raise _gone()
    if link.account_id is None:
        if await has_admin(session):
            raise _gone()
        return None
    owner = await find_account(session, link.account_id)
    if owner is None or not owner.active:
        raise _gone()
    return owner


def _gone() -> ApiError:
    return ApiError(
        404, "link_gone", "This link was used already or is too old. Ask for a new one."
    )


def _form(
    request: Request[Any, Any],
    token: str,
    owner: Account | None,
    problems: dict[str, str] | None = None,
) -> HTTPResponse:
    return render(
        request,
        "accounts/welcome.html",
        status=422 if problems else 200,
        token=token,
        owner=owner,
        problems=problems or {},
        email=field_of(request, "email"),
        name=field_of(request, "name"),
    )
