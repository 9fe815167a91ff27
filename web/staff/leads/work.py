"""What staff do about a lead."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sanic import Blueprint, HTTPResponse, Request
from sqlalchemy.ext.asyncio import AsyncSession

from storage.staff.accounts import find_account
from storage.staff.audit import note_audit
from storage.staff.lead_work import add_note, assign, find_lead, plan_call, set_state
from storage.tables import Account, Lead
from storage.tables.account import REVIEWER
from web.api_error import ApiError
from web.door import door_of
from web.staff.forms import read_form
from web.staff.guards import require_reviewer
from web.staff.leads.screen import is_assignee, unknown_lead
from web.staff.leads.shapes import AssignForm, NoteForm, OutcomeForm, PlanForm
from web.staff.leads.words import STATE_WORDS
from web.staff.pages import redirect

blueprint = Blueprint("staff_lead_work")


@blueprint.post("/leads/<reference:str>/assign")
async def assign_lead(request: Request[Any, Any], reference: str) -> HTTPResponse:
    """Take a lead, hand it to a colleague, or give it back."""
    account = await require_reviewer(request)
    form = read_form(request, AssignForm)
    async with _locked(request, reference) as (session, lead):
        if lead.assignee_id != form.seen:
            raise ApiError(409, "taken", "A colleague has just changed who takes care of it.")
        colleague = await _colleague(session, form.assignee)
        assign(session, lead, account.id, form.assignee)
        subject = f"lead {reference}"
        await note_audit(
            session, account.id, "lead.assign" if colleague else "lead.release", subject
        )
    if colleague is None:
        return _back(request, reference, "Given back: nobody takes care of it now.")
    whom = "You take" if colleague.id == account.id else f"{colleague.name} takes"
    return _back(request, reference, f"{whom} care of it now.")


@blueprint.post("/leads/<reference:str>/outcome")
async def report_outcome(request: Request[Any, Any], reference: str) -> HTTPResponse:
    """Say what came of a call."""
    account = await require_reviewer(request)
    form = read_form(request, OutcomeForm)
    async with _locked(request, reference) as (session, lead):
        require_assignee(account, lead)
        set_state(session, door_of(request).vault, lead, account.id, form.state, form.note)
        await note_audit(session, account.id, f"lead.{form.state}", f"lead {reference}")
    return _back(request, reference, f"Saved: {STATE_WORDS[form.state].lower()}.")


@blueprint.post("/leads/<reference:str>/plan")
async def plan(request: Request[Any, Any], reference: str) -> HTTPResponse:
    """Keep the time that was agreed for a call, given in the clinic's time zone."""
    account = await require_reviewer(request)
    form = read_form(request, PlanForm)
    zone = ZoneInfo(door_of(request).settings.clinic_time_zone)
    start = end = None
    if form.day and form.start and form.end:
        start = datetime.combine(form.day, form.start, zone)
        end = datetime.combine(form.day, form.end, zone)
    async with _locked(request, reference) as (session, lead):
        require_assignee(account, lead)
        plan_call(session, lead, account.id, start, end)
        await note_audit(session, account.id, "lead.plan", f"lead {reference}")
    return _back(request, reference, "The time is kept." if start else "No time is kept any more.")


@blueprint.post("/leads/<reference:str>/note")
async def write_note(request: Request[Any, Any], reference: str) -> HTTPResponse:
    """Add a note that colleagues read."""
    account = await require_reviewer(request)
    form = read_form(request, NoteForm)
    async with _locked(request, reference) as (session, lead):
        add_note(session, door_of(request).vault, lead, account.id, form.note)
        await note_audit(session, account.id, "lead.note", f"lead {reference}")
    return _back(request, reference, "The note is saved.")


def require_assignee(account: Account, lead: Lead) -> None:
    """Let only the one who takes care of a lead pass.

    Args:
        account: Who is signed in.
        lead: The lead.

    Raises:
        ApiError: It is somebody else's, or nobody's; status 403.
    """
    if not is_assignee(account, lead):
        raise ApiError(403, "not_yours", "Take this request first: it is not yours.")


@asynccontextmanager
async def _locked(
    request: Request[Any, Any], reference: str
) -> AsyncIterator[tuple[AsyncSession, Lead]]:
    async with door_of(request).database.write() as session:
        lead = await find_lead(session, reference, lock=True)
        if lead is None:
            raise unknown_lead()
        yield session, lead


async def _colleague(session: AsyncSession, account_id: int | None) -> Account | None:
    """Find who is to take care of a lead: someone who may, and can sign in."""
    if account_id is None:
        return None
    colleague = await find_account(session, account_id)
    if colleague is None or not colleague.active or not colleague.may(REVIEWER):
        raise ApiError(422, "unknown_colleague", "This colleague can not take care of requests.")
    return colleague


def _back(request: Request[Any, Any], reference: str, flash: str) -> HTTPResponse:
    return redirect(request, f"/staff/leads/{reference}", flash)
