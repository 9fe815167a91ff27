"""Who waits for a person: asked by every page of the console, every few seconds."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, HTTPResponse, Request, json

from storage.waiting import waiting_visitors
from web.door import door_of
from web.staff.guards import require_reviewer

blueprint = Blueprint("staff_waiting")


@blueprint.get("/waiting")
async def waiting(request: Request[Any, Any]) -> HTTPResponse:
    """Name the conversations whose visitor waits for a person, the longest waiting first."""
    await require_reviewer(request, is_use=False)
    async with door_of(request).database.read() as session:
        found = await waiting_visitors(session)
    return json({"waiting": [takeover.conversation_id for takeover in found]})
