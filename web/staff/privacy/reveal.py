"""Showing what a visitor really wrote: for a reason, and into the audit log."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints
from sanic import Blueprint, HTTPResponse, Request

from storage.staff.audit import note_audit
from storage.staff.sealed import find_message
from storage.tables import Message
from storage.words import words_of
from web.api_error import ApiError
from web.clean_text import is_text
from web.door import door_of
from web.staff.form_error import FormError
from web.staff.forms import read_form
from web.staff.guards import require_reviewer
from web.staff.pages import render

blueprint = Blueprint("staff_reveal")


class RevealForm(BaseModel):
    """Why the words are needed."""

    reason: Annotated[str, StringConstraints(min_length=3, max_length=500), is_text]


@blueprint.get("/reveal/<conversation_id:str>/<seq:int>")
async def reveal_page(request: Request[Any, Any], conversation_id: str, seq: int) -> HTTPResponse:
    """Ask why."""
    await require_reviewer(request)
    async with door_of(request).database.read() as session:
        message = await find_message(session, conversation_id, seq)
    return _page(request, _existing(message))


@blueprint.post("/reveal/<conversation_id:str>/<seq:int>")
async def reveal(request: Request[Any, Any], conversation_id: str, seq: int) -> HTTPResponse:
    """Show the words, once the audit entry is written."""
    account = await require_reviewer(request)
    door = door_of(request)
    problem = ""
    words = None
    async with door.database.write() as session:
        message = _existing(await find_message(session, conversation_id, seq))
        try:
            reason = read_form(request, RevealForm).reason
        except FormError:
            problem = "Please say why, in a few words."
        else:
            subject = f"conversation {conversation_id}, message {seq}"
            await note_audit(session, account.id, "message.reveal", subject, reason)
            words = words_of(message, door.vault)
    return _page(request, message, words, problem)


def _existing(message: Message | None) -> Message:
    if message is None:
        raise ApiError(404, "unknown_message", "There is no such message. It may have been erased.")
    return message


def _page(
    request: Request[Any, Any], message: Message, words: str | None = None, problem: str = ""
) -> HTTPResponse:
    status = 422 if problem else 200
    return render(
        request, "privacy/reveal.html", status=status, message=message, words=words, problem=problem
    )
