"""POST /staff/improve/…: an admin decides, trains, goes live and back."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel
from sanic import Blueprint, HTTPResponse, Request

from storage.review.answers import decide_edit
from storage.review.corrections import decide_corrections
from storage.staff.audit import note_audit
from web.api_error import ApiError
from web.door import door_of
from web.staff.forms import read_form
from web.staff.guards import require_admin
from web.staff.improve.bench import beside_checkout, start_training, switch
from web.staff.pages import redirect

HERE = "/staff/improve"
MOST = 1000

blueprint = Blueprint("staff_improve_decisions")


class DecisionForm(BaseModel):
    """Yes or no."""

    decision: Literal["accept", "refuse"]


class SureForm(BaseModel):
    """The button was pressed, and nothing else led here."""

    sure: Literal["yes"]


@blueprint.post("/improve/decide")
async def decide(request: Request[Any, Any]) -> HTTPResponse:
    """Accept or refuse the questions that are ticked."""
    account = await require_admin(request)
    form = read_form(request, DecisionForm)
    accepted = form.decision == "accept"
    ids = chosen_ids(request)
    async with door_of(request).database.write() as session:
        decided = await decide_corrections(session, ids, accepted, account.id)
        action = "corrections.accept" if accepted else "corrections.refuse"
        await note_audit(session, account.id, action, f"{decided} questions")
    words = "1 question" if decided == 1 else f"{decided} questions"
    return redirect(request, HERE, f"{words} {'accepted' if accepted else 'refused'}.")


@blueprint.post("/improve/edits/<edit_id:int>")
async def edit(request: Request[Any, Any], edit_id: int) -> HTTPResponse:
    """Accept or refuse another wording of an answer."""
    account = await require_admin(request)
    form = read_form(request, DecisionForm)
    accepted = form.decision == "accept"
    async with door_of(request).database.write() as session:
        number = edit_id if edit_id < 2**31 else 0
        found = await decide_edit(session, number, accepted, account.id)
        if found is None:
            raise ApiError(404, "unknown_edit", "This wording was decided on already.")
        action = "answer.accept" if accepted else "answer.refuse"
        await note_audit(session, account.id, action, f"answer {found.topic}")
    done = "accepted; the next training says it" if accepted else "refused"
    return redirect(request, HERE, f"The wording is {done}.")


@blueprint.post("/improve/train")
async def train(request: Request[Any, Any]) -> HTTPResponse:
    """Start a training."""
    await _begin(request, "train")
    await start_training()
    return redirect(request, HERE, "The training is under way. It takes a few minutes.")


@blueprint.post("/improve/go-live")
async def go_live(request: Request[Any, Any]) -> HTTPResponse:
    """Let the new model answer visitors."""
    await _begin(request, "go-live")
    return await _switch(request, "go-live", "The new model answers now.")


@blueprint.post("/improve/go-back")
async def go_back(request: Request[Any, Any]) -> HTTPResponse:
    """Let the model of before answer visitors again."""
    await _begin(request, "go-back")
    return await _switch(request, "go-back", "The model of before answers now.")


async def _begin(request: Request[Any, Any], step: str) -> None:
    """Let an admin pass who means it, beside a checkout, and write it down."""
    account = await require_admin(request)
    read_form(request, SureForm)
    if not beside_checkout():
        raise ApiError(503, "no_checkout", "That can only be done where the project's files are.")
    async with door_of(request).database.write() as session:
        await note_audit(session, account.id, f"model.{step}", "model")


async def _switch(request: Request[Any, Any], step: str, done: str) -> HTTPResponse:
    problem = await switch(step)
    if problem is not None:
        raise ApiError(503, "not_switched", f"The model was not changed. {problem}")
    return redirect(request, HERE, done)


def chosen_ids(request: Request[Any, Any]) -> list[int]:
    """Read which questions are ticked; anything that is no number is passed over."""
    form: Any = request.form or {}
    sent: list[str] = (form.get("id") and form.getlist("id")) or []
    return [
        int(text) for text in sent[:MOST] if text.isascii() and text.isdigit() and len(text) < 10
    ]
