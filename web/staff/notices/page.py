"""The page of notices that were given up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from storage.notices import dead_notices, retry_dead
from storage.staff.audit import note_audit
from web.door import door_of
from web.staff.guards import require_reviewer
from web.staff.notices.advice import advice
from web.staff.pages import redirect, render

blueprint = Blueprint("staff_notices")


@blueprint.get("/notices")
async def notices_page(request: Request[Any, Any]) -> HTTPResponse:
    """Show what the clinic was not told, and what to do about it."""
    await require_reviewer(request)
    async with door_of(request).database.read() as session:
        dead = await dead_notices(session)
    return render(request, "notices.html", rows=[(notice, advice(notice)) for notice in dead])


@blueprint.post("/notices/retry")
async def retry(request: Request[Any, Any]) -> HTTPResponse:
    """Try all of them again."""
    account = await require_reviewer(request)
    async with door_of(request).database.write() as session:
        queued = await retry_dead(session, datetime.now(UTC))
        await note_audit(session, account.id, "notice.retry", "notices")
    what = "1 notice is" if queued == 1 else f"{queued} notices are"
    return redirect(request, "/staff/notices", f"{what} sent again now; look again in a minute.")
