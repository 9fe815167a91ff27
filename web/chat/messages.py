"""POST /api/chat/messages: a visitor's message and the replies to it."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError
from sanic import Blueprint, HTTPResponse, Request

from web.chat.access import conversation_of
from web.chat.bodies import read_body
from web.chat.shapes import respond
from web.chat.shapes.answer import AnswerShape
from web.chat.turn import Turn
from web.clean_text import is_text
from web.door import door_of

blueprint = Blueprint("messages")


class MessageBody(BaseModel, strict=True, extra="forbid"):
    """A message under the id that the browser chose for it: typed, or a pressed button."""

    id: UUID
    text: Annotated[str, Field(max_length=1000), is_text] | None = None
    button: Annotated[str, Field(min_length=1, max_length=32), is_text] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.button is None):
            raise PydanticCustomError("one_of", "send either text or button")
        return self


@blueprint.post("/messages")
async def send_message(request: Request[Any, Any]) -> HTTPResponse:
    """Answer a message; the same id again gets the same answer."""
    deadline = asyncio.get_running_loop().time() + door_of(request).settings.engine_timeout_seconds
    door = door_of(request)
    conversation_id = conversation_of(request)
    body = read_body(request, MessageBody)
    await door.limits.spend("messages", conversation_id)
    turn = Turn(door, conversation_id, str(body.id), body.text, body.button, deadline)
    exchange = await door.tasks.run(("turn", conversation_id, turn.client_id), turn.take)
    return respond(AnswerShape.of(exchange, door.vault))
