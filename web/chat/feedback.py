"""POST /api/chat/feedback: did a reply help?"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field
from sanic import Blueprint, HTTPResponse, Request, empty

from storage.feedback import give_feedback
from web.api_error import ApiError
from web.chat.access import require_conversation
from web.chat.bodies import read_body
from web.clean_text import is_text
from web.door import door_of

blueprint = Blueprint("feedback")


class FeedbackBody(BaseModel, strict=True, extra="forbid"):
    """A verdict on one reply."""

    seq: Annotated[int, Field(ge=1, le=999_999_999)]
    helpful: bool
    comment: Annotated[str, Field(max_length=500), is_text] | None = None


@blueprint.post("/feedback")
async def feedback(request: Request[Any, Any]) -> HTTPResponse:
    """Store a verdict on a reply of this conversation; a second one replaces it."""
    door = door_of(request)
    conversation_id = await require_conversation(request)
    body = read_body(request, FeedbackBody)
    await door.limits.spend("reads", conversation_id)
    async with door.database.write() as session:
        known = await give_feedback(
            session, door.vault, conversation_id, body.seq, body.helpful, body.comment
        )
    if not known:
        raise ApiError(404, "unknown_reply", "This conversation has no such reply.")
    return empty()
