"""The list of leads."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from sanic import Blueprint, HTTPResponse, Request

from storage.staff.lead_filter import LeadFilter
from storage.staff.lead_lists import count_by_state, list_leads
from storage.tables import Account, Lead
from storage.tables.lead import NEW, STATES
from web.door import door_of
from web.staff.guards import require_viewer
from web.staff.leads.words import OPEN, STATE_TONES, STATE_WORDS
from web.staff.pages import render

PAGE_SIZE = 30
WHO = ("all", "mine", "nobody")
_CURSOR = re.compile(r"([01])-(\d{1,9})")

blueprint = Blueprint("staff_lead_lists")


@blueprint.get("/leads")
async def leads_page(request: Request[Any, Any]) -> HTTPResponse:
    """Show the leads of one state; those who wait longest first while somebody waits."""
    account = await require_viewer(request)
    state = _one_of(request.args.get("state"), STATES, NEW)
    who = _one_of(request.args.get("who"), WHO, "all")
    wanted = filter_of(account, state, who)
    async with door_of(request).database.read() as session:
        rows = await list_leads(session, wanted, _cursor(request), PAGE_SIZE + 1)
        numbers = await count_by_state(session, wanted)
    shown = rows[:PAGE_SIZE]
    older = _address(state, who, shown[-1][0]) if len(rows) > PAGE_SIZE else ""
    return render(
        request,
        "leads/list.html",
        rows=shown,
        state=state,
        who=who,
        states=STATE_WORDS,
        tones=STATE_TONES,
        is_open=state in OPEN,
        tabs=[
            (words, _address(key, who), key == state, numbers.get(key, 0))
            for key, words in STATE_WORDS.items()
        ],
        people=[
            (words, _address(state, key), key == who)
            for key, words in zip(WHO, ("All", "Mine", "Nobody's yet"), strict=True)
        ],
        older=older,
        callback_within=door_of(request).settings.clinic_callback_within,
    )


def filter_of(account: Account, state: str | None, who: str) -> LeadFilter:
    """Turn what the address says into a filter.

    Args:
        account: Who asks, for `mine`.
        state: A state, or None for all.
        who: One of `WHO`.
    """
    return LeadFilter(
        state=state,
        assignee_id=account.id if who == "mine" else None,
        unassigned=who == "nobody",
        order="longest_waiting" if state in OPEN else "newest",
    )


def _one_of(value: str | None, known: tuple[str, ...], default: str) -> str:
    return value if value in known else default


def _cursor(request: Request[Any, Any]) -> tuple[bool, int] | None:
    found = _CURSOR.fullmatch(request.args.get("after") or "")
    return (found[1] == "1", int(found[2])) if found else None


def _address(state: str, who: str, last: Lead | None = None) -> str:
    query = {"state": state, "who": who}
    if last is not None:
        query["after"] = f"{int(last.urgent)}-{last.id}"
    return f"/staff/leads?{urlencode(query)}"
