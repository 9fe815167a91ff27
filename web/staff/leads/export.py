"""Leads as a CSV file."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sanic import Blueprint, HTTPResponse, Request

from storage.staff.audit import note_audit
from storage.staff.lead_filter import LeadFilter
from storage.staff.lead_lists import list_leads
from storage.tables import Account, Lead
from web.door import door_of
from web.staff.csv_export import csv_file
from web.staff.form_error import FormError
from web.staff.forms import read_form
from web.staff.guards import require_admin, require_reviewer
from web.staff.leads.contact import LeadContact
from web.staff.leads.shapes import ExportForm
from web.staff.leads.words import STATE_WORDS
from web.staff.pages import render

# More than a clinic gets in the time that leads are kept.
MOST = 100_000
HEADER = (
    "Reference",
    "Received",
    "State",
    "By",
    "Urgent",
    "Looks automatic",
    "Taken care of by",
    "First tried",
    "Call from",
    "Call until",
    "Consent version",
    "Consent given",
)
CONTACT_HEADER = ("Name", "Contact", "Preferred time", "Subject")

blueprint = Blueprint("staff_lead_export")


@blueprint.get("/leads-export")
async def export_page(request: Request[Any, Any]) -> HTTPResponse:
    """Ask what to write into the file."""
    await require_reviewer(request)
    return render(request, "leads/export.html", states=STATE_WORDS)


@blueprint.post("/leads-export")
async def export(request: Request[Any, Any]) -> HTTPResponse:
    """Write the file; names and contacts for admins only, who say why."""
    account = await require_reviewer(request)
    form = read_form(request, ExportForm)
    if form.contacts:
        await require_admin(request)
        if not form.reason:
            raise FormError({"reason": "Please say why names and contacts are needed."})
    door = door_of(request)
    action = "lead.export_contacts" if form.contacts else "lead.export"
    async with door.database.write() as session:
        rows = await list_leads(session, LeadFilter(form.state or None), None, MOST)
        await note_audit(session, account.id, action, "leads", form.reason or None)
    zone = ZoneInfo(door.settings.clinic_time_zone)
    return csv_file(
        "leads.csv",
        HEADER + (CONTACT_HEADER if form.contacts else ()),
        (
            (*_cells(lead, assignee, zone), *(_contact(request, lead) if form.contacts else ()))
            for lead, assignee in rows
        ),
    )


def _cells(lead: Lead, assignee: Account | None, zone: ZoneInfo) -> tuple[object, ...]:
    return (
        lead.reference,
        _moment(lead.created_at, zone),
        STATE_WORDS[lead.status],
        lead.channel,
        "yes" if lead.urgent else "",
        "yes" if lead.automatic else "",
        assignee.name if assignee else "",
        _moment(lead.contacted_at, zone),
        _moment(lead.call_from, zone),
        _moment(lead.call_until, zone),
        lead.consent_version,
        _moment(lead.consent_at, zone),
    )


def _contact(request: Request[Any, Any], lead: Lead) -> tuple[object, ...]:
    contact = LeadContact.of(lead, door_of(request).vault)
    return (contact.name, contact.value, contact.preferred_time, contact.subject)


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""
