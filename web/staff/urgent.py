"""The link in a notice about an urgent message."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from storage.tables import Notice
from web.api_error import ApiError
from web.door import door_of
from web.staff.guards import require_viewer
from web.staff.pages import redirect

blueprint = Blueprint("staff_urgent")


@blueprint.get("/urgent/<notice_id:int>")
async def urgent(request: Request[Any, Any], notice_id: int) -> HTTPResponse:
    """Lead to the conversation that a notice is about."""
    await require_viewer(request)
    async with door_of(request).database.read() as session:
        # Numbers beyond the column's are an error of PostgreSQL, not a missing row.
        notice = await session.get(Notice, notice_id) if notice_id < 2**31 else None
    if notice is None:
        raise ApiError(404, "unknown_notice", "This conversation is not there. It may be erased.")
    return redirect(request, f"/staff/conversations/{notice.conversation_id}")
