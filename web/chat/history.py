"""GET /api/chat/messages: the conversation read again."""

from __future__ import annotations

import re
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from storage.messages import open_form, read_messages
from storage.takeovers import open_takeover
from web.api_error import ApiError
from web.chat.access import require_conversation
from web.chat.shapes import respond
from web.chat.shapes.history import HistoryMessageShape, HistoryShape
from web.chat.shapes.live import LiveShape
from web.door import door_of

MOST_MESSAGES = 500
_SEQ = re.compile(r"[0-9]{1,9}", re.ASCII)

blueprint = Blueprint("history")


@blueprint.get("/messages")
async def read_history(request: Request[Any, Any]) -> HTTPResponse:
    """Return the messages after `?after=SEQ` (all without it), oldest first."""
    door = door_of(request)
    conversation_id = await require_conversation(request)
    after = read_after(request)
    await door.limits.spend("reads", conversation_id)
    async with door.database.read() as session:
        found = await read_messages(session, conversation_id, after, MOST_MESSAGES + 1)
        form = await open_form(session, conversation_id)
        live = LiveShape.of(await open_takeover(session, conversation_id))
    messages = [HistoryMessageShape.of(message, door.vault) for message in found[:MOST_MESSAGES]]
    more = len(found) > MOST_MESSAGES
    return respond(HistoryShape(messages=messages, more=more, form=form, live=live))


def read_after(request: Request[Any, Any]) -> int:
    """Read after which message a client wants to go on.

    Args:
        request: With `?after=SEQ`, or without: from the start.

    Raises:
        ApiError: It is no such number; status 422.
    """
    after = request.args.get("after", "0")
    if not _SEQ.fullmatch(after):
        raise ApiError(422, "bad_after", "after: wants the number of a message.")
    return int(after)
