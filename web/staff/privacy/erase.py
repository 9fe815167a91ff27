"""Erasing a person everywhere, with a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints
from sanic import Blueprint, HTTPResponse, Request

from storage.erasures import erase_conversation
from storage.staff.audit import note_audit
from storage.staff.receipts import (
    add_receipt,
    count_what_is_held,
    find_receipt,
    last_receipts,
    tie_to_receipt,
)
from storage.tables import Account
from web.api_error import ApiError
from web.chat.erasure import finish_erasure
from web.clean_text import is_text
from web.door import Door, door_of
from web.staff.forms import field_of, read_form
from web.staff.guards import require_admin
from web.staff.pages import redirect, render
from web.staff.privacy.whom import conversations_of

SHOWN_RECEIPTS = 20

blueprint = Blueprint("staff_erase", url_prefix="/privacy")


class WhomForm(BaseModel):
    """Who is meant. It comes in a body, never in an address: it may be a phone number."""

    whom: Annotated[str, StringConstraints(min_length=1, max_length=254), is_text]


class EraseForm(WhomForm):
    """Who is erased, and why."""

    reason: Annotated[str, StringConstraints(min_length=3, max_length=500), is_text]
    conversations: int
    """How many the page before showed."""


@blueprint.get("/")
async def privacy_page(request: Request[Any, Any]) -> HTTPResponse:
    """Ask whom to erase, and show the last receipts."""
    await require_admin(request)
    return await _page(request)


@blueprint.post("/find")
async def find(request: Request[Any, Any]) -> HTTPResponse:
    """Show how much is held of a person, before it is erased."""
    await require_admin(request)
    form = read_form(request, WhomForm)
    door = door_of(request)
    async with door.database.read() as session:
        ids = await conversations_of(door, session, form.whom)
        counts = await count_what_is_held(session, ids)
    if not ids:
        return await _page(request, "Nothing is held of anybody by that number or address.")
    return render(request, "privacy/confirm.html", whom=form.whom, counts=counts, problem="")


@blueprint.post("/erase")
async def erase(request: Request[Any, Any]) -> HTTPResponse:
    """Erase the person and lead to the receipt."""
    account = await require_admin(request)
    form = read_form(request, EraseForm)
    door = door_of(request)
    number, ids = await _erase(door, account, form)
    await finish_erasure(door, ids)
    return redirect(request, f"/staff/privacy/receipts/{number}", "Erased. This is the receipt.")


@blueprint.get("/receipts/<number:str>")
async def receipt_page(request: Request[Any, Any], number: str) -> HTTPResponse:
    """Show a receipt; it can be printed and given to the person."""
    await require_admin(request)
    async with door_of(request).database.read() as session:
        found = await find_receipt(session, number)
    if found is None:
        raise ApiError(404, "unknown_receipt", "There is no receipt with this number.")
    receipt, by, pending = found
    return render(request, "privacy/receipt.html", receipt=receipt, by=by, pending=pending)


async def _erase(door: Door, account: Account, form: EraseForm) -> tuple[str, Sequence[str]]:
    """Erase all rows in one transaction, with the receipt and the audit entry."""
    async with door.database.write() as session:
        ids = await conversations_of(door, session, form.whom)
        counts = await count_what_is_held(session, ids)
        if counts.conversations != form.conversations:
            raise ApiError(409, "changed", "There is more or less by now. Please look again.")
        for conversation_id in sorted(ids):
            await erase_conversation(session, conversation_id)
        number = await add_receipt(session, account.id, counts)
        await session.flush()
        await tie_to_receipt(session, ids, number)
        await note_audit(session, account.id, "person.erase", f"receipt {number}", form.reason)
    return number, ids


async def _page(request: Request[Any, Any], problem: str = "") -> HTTPResponse:
    async with door_of(request).database.read() as session:
        receipts = await last_receipts(session, SHOWN_RECEIPTS)
    return render(
        request,
        "privacy/erase.html",
        status=404 if problem else 200,
        receipts=receipts,
        problem=problem,
        whom=field_of(request, "whom"),
    )
