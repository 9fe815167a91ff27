"""The one screen of a lead: contact, consent, conversation, work."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from storage.messages import read_messages
from storage.staff.accounts import list_accounts
from storage.staff.audit import note_audit
from storage.staff.lead_lists import other_leads
from storage.staff.lead_work import find_lead, lead_history
from storage.tables import Account, Lead
from storage.tables.account import REVIEWER
from web.api_error import ApiError
from web.door import door_of
from web.staff.guards import require_viewer
from web.staff.leads.contact import LeadContact
from web.staff.leads.words import AUTOMATIC_WORDS, OPEN, STATE_TONES, STATE_WORDS
from web.staff.pages import render

blueprint = Blueprint("staff_lead_screen")


@blueprint.get("/leads/<reference:str>")
async def lead_page(request: Request[Any, Any], reference: str) -> HTTPResponse:
    """Show a lead; its contact to its assignee only."""
    account = await require_viewer(request)
    door = door_of(request)
    async with door.database.write() as session:
        lead = await find_lead(session, reference)
        if lead is None:
            raise unknown_lead()
        own = is_assignee(account, lead)
        action = "lead.contact" if own else "lead.view"
        await note_audit(session, account.id, action, f"lead {lead.reference}")
        messages = await read_messages(session, lead.conversation_id)
        history = await lead_history(session, lead.id)
        others = await other_leads(session, lead)
        accounts = {person.id: person for person in await list_accounts(session)}
    reads_notes = account.may(REVIEWER)
    return render(
        request,
        "leads/screen.html",
        lead=lead,
        contact=LeadContact.of(lead, door.vault) if own else None,
        messages=messages,
        history=[
            (
                event,
                by,
                accounts.get(event.assignee_id or 0),
                door.vault.open(event.note_sealed) if event.note_sealed and reads_notes else None,
            )
            for event, by in history
        ],
        others=others,
        assignee=accounts.get(lead.assignee_id or 0),
        colleagues=[p for p in accounts.values() if p.active and p.may(REVIEWER)],
        may_work=reads_notes,
        states=STATE_WORDS,
        tones=STATE_TONES,
        is_open=lead.status in OPEN,
        automatic=[AUTOMATIC_WORDS.get(code, code) for code in lead.automatic_reasons],
        today=datetime.now(UTC),
        callback_within=door.settings.clinic_callback_within,
    )


def is_assignee(account: Account, lead: Lead) -> bool:
    """Tell whether an account takes care of a lead; a role that was taken away ends it."""
    return lead.assignee_id == account.id and account.may(REVIEWER)


def unknown_lead() -> ApiError:
    """Make the answer to a reference that is not there, or not any more."""
    return ApiError(404, "unknown_lead", "There is no such request. It may have been erased.")
