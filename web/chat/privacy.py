"""GET /api/chat/export and DELETE /api/chat/conversation: one's own data, seen and erased."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, HTTPResponse, Request, empty

from storage.holdings import read_holding
from web.chat.access import gone, require_conversation
from web.chat.erasure import erase
from web.chat.shapes import respond
from web.chat.shapes.export import ExportShape
from web.door import door_of

blueprint = Blueprint("privacy")


@blueprint.get("/export")
async def export(request: Request[Any, Any]) -> HTTPResponse:
    """Return all that is held of this conversation, as a file to keep."""
    door = door_of(request)
    conversation_id = await require_conversation(request)
    await door.limits.spend("reads", conversation_id)
    async with door.database.read() as session:
        holding = await read_holding(session, conversation_id)
    if holding is None:
        raise gone()
    response = respond(ExportShape.of(holding, door.vault))
    response.headers["Content-Disposition"] = 'attachment; filename="conversation.json"'
    return response


@blueprint.delete("/conversation")
async def erase_conversation(request: Request[Any, Any]) -> HTTPResponse:
    """Erase this conversation everywhere; its token opens nothing after that."""
    door = door_of(request)
    conversation_id = await require_conversation(request)
    if not await door.tasks.run(("erase", conversation_id), lambda: erase(door, conversation_id)):
        raise gone()
    return empty()
