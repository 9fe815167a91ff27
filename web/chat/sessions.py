"""POST /api/chat/sessions: a new conversation."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field
from sanic import Blueprint, HTTPResponse, Request

from logs import note, short_hash
from storage.conversations import open_conversation
from storage.reply import Reply
from web.chat.bodies import read_body
from web.chat.honest import honest_greeting
from web.chat.shapes import respond
from web.chat.shapes.reply import ReplyShape
from web.chat.shapes.session import ClinicShape, SessionShape
from web.clean_text import is_text
from web.door import Door, door_of
from web.engine.engine_error import EngineError

GREETING_SECONDS = 3

blueprint = Blueprint("sessions")


class SessionBody(BaseModel, strict=True, extra="forbid"):
    """What the browser tells when the chat is opened."""

    # A path only: a query may hold what is nobody's business.
    page: Annotated[str, Field(max_length=200, pattern=r"^/[^?#]*$"), is_text] | None = None


@blueprint.post("/sessions")
async def open_session(request: Request[Any, Any]) -> HTTPResponse:
    """Open a conversation, store its greeting and hand out its token."""
    door = door_of(request)
    body = read_body(request, SessionBody)
    await door.limits.spend("sessions", request.client_ip)
    conversation_id, token = door.tokens.mint()
    visitor_key = door.vault.fingerprint(request.client_ip) if request.client_ip else None
    greeting = await _greeting(door)
    async with door.database.write() as session:
        replies = await open_conversation(
            session, conversation_id, body.page, greeting, visitor_key
        )
    note("session", conversation=short_hash(conversation_id))
    shape = SessionShape(
        token=token,
        conversation_id=conversation_id,
        replies=[ReplyShape.of(reply, door.vault) for reply in replies],
        clinic=ClinicShape.of(door.settings),
    )
    return respond(shape, status=201)


async def _greeting(door: Door) -> tuple[Reply, ...]:
    """Ask the engine for its greeting; without it, say so and take messages all the same."""
    try:
        return await door.engine.greeting(GREETING_SECONDS)
    except EngineError as error:
        note("no_greeting", reason=error.kind)
        return (honest_greeting(door.settings),)
