"""POST /staff/answers/…: sign an answer, or propose another wording."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field
from sanic import Blueprint, HTTPResponse, Request

from content.answer_checks import problems_of_edit
from content.topic_files import titles
from storage.review.answers import propose_edit, sign_answer
from storage.staff.audit import note_audit
from web.api_error import ApiError
from web.clean_text import is_text
from web.door import door_of
from web.staff.answers.pages import require_answer, show
from web.staff.forms import read_form
from web.staff.guards import require_admin, require_reviewer
from web.staff.pages import redirect

LONGEST = 3000

blueprint = Blueprint("staff_answers_work")


class SignForm(BaseModel):
    """Who approves the words, and which words these are."""

    clinician: Annotated[str, Field(min_length=3, max_length=80), is_text]
    wording: Annotated[str, Field(max_length=12)]


class EditForm(BaseModel):
    """Other words for an answer."""

    wording: Annotated[str, Field(max_length=12)]
    text: Annotated[str, Field(min_length=1, max_length=LONGEST), is_text]
    more: Annotated[str, Field(max_length=LONGEST), is_text] = ""


@blueprint.post("/answers/<slug:str>/sign")
async def sign(request: Request[Any, Any], slug: str) -> HTTPResponse:
    """Note that a clinician approves the very words that were on the page."""
    account = await require_admin(request)
    answer = require_answer(slug)
    form = read_form(request, SignForm)
    _require_same(answer.wording, form.wording)
    async with door_of(request).database.write() as session:
        new = await sign_answer(
            session,
            answer.topic,
            answer.number,
            answer.wording,
            answer.version,
            form.clinician,
            account.id,
        )
        if new:
            subject = f"answer {answer.topic} {answer.wording}"
            await note_audit(session, account.id, "answer.sign", subject)
    done = (
        "Signed. The next training writes it into the answer." if new else "It is signed already."
    )
    return redirect(request, f"/staff/answers/{slug}", done)


@blueprint.post("/answers/<slug:str>/edit")
async def edit(request: Request[Any, Any], slug: str) -> HTTPResponse:
    """Propose other words; they must pass the checks of `make check`."""
    account = await require_reviewer(request)
    answer = require_answer(slug)
    form = read_form(request, EditForm)
    _require_same(answer.wording, form.wording)
    text, more = " ".join(form.text.split()), " ".join(form.more.split())
    found = problems_of_edit(answer, text, more, titles())
    if (text, more) == (" ".join(answer.text.split()), " ".join(answer.more.split())):
        found = ["These are the words that are said now."]
    if found:
        return await show(request, answer, form.text, form.more, tuple(found))
    async with door_of(request).database.write() as session:
        await propose_edit(
            session, answer.topic, answer.number, answer.wording, text, more, account.id
        )
        await note_audit(session, account.id, "answer.propose", f"answer {answer.topic}")
    done = "Proposed. It passes all checks and waits in the review queue."
    return redirect(request, f"/staff/answers/{slug}", done)


def _require_same(wording: str, shown: str) -> None:
    """Refuse a form about words that are not said any more."""
    if wording != shown:
        raise ApiError(409, "answer_changed", "The answer was changed meanwhile: look at it again.")
