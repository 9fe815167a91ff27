"""What reviewers do with a conversation: reviewed or later, assign, tag, note."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sanic import Blueprint, HTTPResponse, Request
from sqlalchemy.ext.asyncio import AsyncSession

from storage.review.marks import add_note, add_tag, assign, remove_tag, set_state
from storage.staff.accounts import find_account
from storage.staff.audit import note_audit
from storage.tables import Account
from web.api_error import ApiError
from web.door import door_of
from web.staff.conversations.access import GONE
from web.staff.conversations.shapes import AssignForm, NoteForm, StateForm, TagForm
from web.staff.forms import read_form
from web.staff.guards import require_reviewer
from web.staff.pages import next_path, redirect

PATH = "/staff/conversations"
STATE_SAID = {
    "open": "Back among those to review.",
    "later": "Kept for later.",
    "reviewed": "Reviewed.",
}

blueprint = Blueprint("staff_marks")


@dataclass(frozen=True)
class Mark:
    """What a reviewer does with a conversation."""

    action: str
    """Its name in the audit log."""
    said: str
    """The line that the next page shows."""
    change: Callable[[AsyncSession], Awaitable[bool]]
    """Makes it; False: the conversation is gone."""


@blueprint.post("/conversations/<conversation_id:str>/state")
async def change_state(request: Request[Any, Any], conversation_id: str) -> HTTPResponse:
    """Note that a conversation is reviewed, or is to be looked at later."""
    account = await require_reviewer(request)
    state = read_form(request, StateForm).state
    mark = Mark(
        f"conversation.{state}",
        STATE_SAID[state],
        lambda session: set_state(session, conversation_id, state),
    )
    return await _put(request, account, conversation_id, mark)


@blueprint.post("/conversations/<conversation_id:str>/assign")
async def change_reviewer(request: Request[Any, Any], conversation_id: str) -> HTTPResponse:
    """Give a conversation to a colleague, or to nobody."""
    account = await require_reviewer(request)
    wanted = read_form(request, AssignForm).reviewer

    async def change(session: AsyncSession) -> bool:
        if wanted:
            colleague = await find_account(session, wanted)
            if colleague is None or not colleague.active:
                raise ApiError(422, "bad_form", "There is no such colleague any more.")
        return await assign(session, conversation_id, wanted or None)

    action = "conversation.assign" if wanted else "conversation.release"
    mark = Mark(action, "Saved who looks after it.", change)
    return await _put(request, account, conversation_id, mark)


@blueprint.post("/conversations/<conversation_id:str>/tags")
async def put_tag(request: Request[Any, Any], conversation_id: str) -> HTTPResponse:
    """Put a tag on a conversation."""
    account = await require_reviewer(request)
    tag = read_form(request, TagForm).tag
    mark = Mark(
        "conversation.tag", "Tag added.", lambda session: add_tag(session, conversation_id, tag)
    )
    return await _put(request, account, conversation_id, mark)


@blueprint.post("/conversations/<conversation_id:str>/tags/remove")
async def take_tag(request: Request[Any, Any], conversation_id: str) -> HTTPResponse:
    """Take a tag from a conversation."""
    account = await require_reviewer(request)
    tag = read_form(request, TagForm).tag
    mark = Mark(
        "conversation.untag",
        "Tag removed.",
        lambda session: remove_tag(session, conversation_id, tag),
    )
    return await _put(request, account, conversation_id, mark)


@blueprint.post("/conversations/<conversation_id:str>/notes")
async def write_note(request: Request[Any, Any], conversation_id: str) -> HTTPResponse:
    """Write a note for colleagues."""
    account = await require_reviewer(request)
    words = read_form(request, NoteForm).note
    vault = door_of(request).vault
    mark = Mark(
        "conversation.note",
        "Note added.",
        lambda session: add_note(session, vault, conversation_id, account.id, words),
    )
    return await _put(request, account, conversation_id, mark)


async def _put(
    request: Request[Any, Any], account: Account, conversation_id: str, mark: Mark
) -> HTTPResponse:
    """Make a change and write it into the audit log, both or neither; then lead on."""
    async with door_of(request).database.write() as session:
        if not await mark.change(session):
            raise ApiError(404, "not_found", GONE)
        await note_audit(session, account.id, mark.action, f"conversation {conversation_id}")
    return redirect(request, next_path(request, f"{PATH}/{conversation_id}"), mark.said)
