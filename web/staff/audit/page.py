"""The page of the audit log."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sanic import Blueprint, HTTPResponse, Request

from storage.staff.accounts import list_accounts
from storage.staff.audit import read_audit
from storage.staff.audit_filter import AuditFilter
from web.door import door_of
from web.staff.audit.subjects import subject_namer
from web.staff.audit.words import WORDS
from web.staff.guards import require_admin
from web.staff.pages import render
from web.staff.topics import is_topic, topic_words

PAGE_SIZE = 50
# Longer than any number of an entry that the databases can hold is nobody's next page.
LONGEST_NUMBER = 9

blueprint = Blueprint("staff_audit")


@blueprint.get("/audit")
async def audit_page(request: Request[Any, Any]) -> HTTPResponse:
    """Show who did what, the newest first."""
    await require_admin(request)
    values = {name: request.args.get(name, "") for name in ("who", "what", "from", "to")}
    zone = ZoneInfo(door_of(request).settings.clinic_time_zone)
    wanted = AuditFilter(
        account_id=_number(values["who"]),
        action=values["what"] if values["what"] in WORDS else "",
        since=_start_of(values["from"], zone),
        until=_start_of(values["to"], zone, days_later=1),
    )
    before = _number(request.args.get("before", ""))
    async with door_of(request).database.read() as session:
        rows = await read_audit(session, wanted, before, PAGE_SIZE + 1)
        accounts = {account.id: account for account in await list_accounts(session)}
    older = ""
    if len(rows) > PAGE_SIZE:
        kept = {name: value for name, value in values.items() if value}
        older = f"/staff/audit?{urlencode(kept | {'before': rows[PAGE_SIZE - 1][0].id})}"
    return render(
        request,
        "audit.html",
        rows=rows[:PAGE_SIZE],
        words=WORDS,
        subject=subject_namer(accounts),
        reason=reason_words,
        people=[("", "Everybody"), *((str(key), who.name) for key, who in accounts.items())],
        values=values,
        older=older,
    )


def reason_words(reason: str | None) -> str:
    """Say why; where that is a topic, by its name."""
    return topic_words(reason) if reason and is_topic(reason) else reason or ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def _start_of(text: str, zone: ZoneInfo, days_later: int = 0) -> datetime | None:
    """Read a day of the clinic; None: it is none."""
    try:
        day = date.fromisoformat(text) + timedelta(days=days_later)
        return datetime.combine(day, time(), zone)
    except (ValueError, OverflowError):
        return None
