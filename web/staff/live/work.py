"""What a colleague does in a live conversation: join, say, hand back."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from sanic import Blueprint, HTTPResponse, Request, json

from storage.already_joined_error import AlreadyJoinedError
from storage.not_joined_error import NotJoinedError
from storage.staff.audit import note_audit
from storage.tables import Account
from storage.tables.account import ADMIN
from storage.tables.takeover import HANDED_BACK
from storage.takeovers import hand_back, join, say
from web.api_error import ApiError
from web.door import Door, door_of
from web.live.lines import line
from web.live.masking import masked
from web.staff.conversations.access import GONE
from web.staff.forms import read_form
from web.staff.guards import require_reviewer
from web.staff.live.shapes import SayForm
from web.staff.pages import redirect

PATH = "/staff/conversations"
NOT_JOINED = "You are not in this conversation, or not any more. Reload the page to see who is."

blueprint = Blueprint("staff_live_work")


@blueprint.post("/conversations/<conversation_id:str>/join")
async def join_conversation(request: Request[Any, Any], conversation_id: str) -> HTTPResponse:
    """Join: the visitor is told who, and the assistant is silent."""
    account = await require_reviewer(request)
    door = door_of(request)
    deadline = asyncio.get_running_loop().time() + door.settings.engine_timeout_seconds
    with suppress(TimeoutError):  # then a slow answer of the assistant comes after the joining
        async with door.locks.hold(conversation_id, deadline):
            return await _join(request, door, account, conversation_id)
    return await _join(request, door, account, conversation_id)


async def _join(
    request: Request[Any, Any], door: Door, account: Account, conversation_id: str
) -> HTTPResponse:
    words = line(door.settings, "person_joined", account.name)
    try:
        async with door.database.write() as session:
            if await join(session, conversation_id, account, words) is None:
                raise ApiError(404, "not_found", GONE)
            subject = f"conversation {conversation_id}"
            await note_audit(session, account.id, "conversation.join", subject)
    except AlreadyJoinedError as error:
        words = f"{error.name} has joined this conversation already."
        raise ApiError(409, "already_joined", words) from None
    door.live.ring(conversation_id)
    return redirect(request, f"{PATH}/{conversation_id}#say-text", "You have joined.")


@blueprint.post("/conversations/<conversation_id:str>/say")
async def say_something(request: Request[Any, Any], conversation_id: str) -> HTTPResponse:
    """Say something to the visitor; the same key again is the same message."""
    account = await require_reviewer(request)
    form = read_form(request, SayForm)
    door = door_of(request)
    words = (form.text, masked(form.text, door.settings.phone_region))
    try:
        async with door.database.write() as session:
            message = await say(
                session, door.vault, conversation_id, account.id, str(form.key), words
            )
    except NotJoinedError:
        raise ApiError(409, "not_joined", NOT_JOINED) from None
    if message is None:
        raise ApiError(404, "not_found", GONE)
    door.live.ring(conversation_id)
    if "application/json" in request.headers.get("accept", ""):
        return json({"seq": message.seq})
    return redirect(request, f"{PATH}/{conversation_id}#say-text")


@blueprint.post("/conversations/<conversation_id:str>/hand-back")
async def give_back(request: Request[Any, Any], conversation_id: str) -> HTTPResponse:
    """Let the assistant answer again; an admin may do it for a colleague who is away."""
    account = await require_reviewer(request)
    door = door_of(request)
    whose = None if account.may(ADMIN) else account.id
    try:
        async with door.database.write() as session:
            words = line(door.settings, "assistant_back")
            done = await hand_back(session, conversation_id, HANDED_BACK, words, whose)
            if done:
                subject = f"conversation {conversation_id}"
                await note_audit(session, account.id, "conversation.hand_back", subject)
    except NotJoinedError:
        raise ApiError(409, "not_joined", NOT_JOINED) from None
    door.live.ring(conversation_id)
    said = "The assistant answers again." if done else "The assistant answers already."
    return redirect(request, f"{PATH}/{conversation_id}", said)
