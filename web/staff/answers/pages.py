"""GET /staff/answers: all answers, and one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from content.topic_files import variations
from content.variation import Variation
from storage.review.answers import list_edits, list_sign_offs, said_counts, seen_versions
from storage.tables import SignOff
from storage.tables.correction import ACCEPTED, PROPOSED
from web.api_error import ApiError
from web.door import door_of
from web.staff.guards import require_viewer
from web.staff.pages import render
from web.staff.topics import topic_words

blueprint = Blueprint("staff_answers")
SECTIONS = {"faq": "From the source document", "ask_clinic": "For the doctors", "": "Conversation"}
Key = tuple[str, int, str]


@blueprint.get("/answers")
async def answers(request: Request[Any, Any]) -> HTTPResponse:
    """List all answers with source, signature and how often they were said."""
    await require_viewer(request)
    async with door_of(request).database.read() as session:
        signed = signatures(await list_sign_offs(session))
        said = await said_counts(session)
    groups: dict[str, list[Variation]] = {name: [] for name in SECTIONS}
    for variation in curated():
        groups[variation.topic.rpartition("/")[0]].append(variation)
    missing = sum(signature_of(v, signed) is None for v in curated())
    return render(
        request,
        "answers/list.html",
        groups=[(SECTIONS[name], found) for name, found in groups.items()],
        signed=signed,
        signature_of=signature_of,
        said=said,
        missing=missing,
        slug_of=slug_of,
        topic_words=topic_words,
    )


@blueprint.get("/answers/<slug:str>")
async def answer(request: Request[Any, Any], slug: str) -> HTTPResponse:
    """Show one answer: its words, its source, who signed, and what visitors saw."""
    await require_viewer(request)
    return await show(request, require_answer(slug))


async def show(
    request: Request[Any, Any],
    variation: Variation,
    text: str | None = None,
    more: str | None = None,
    problems: tuple[str, ...] = (),
) -> HTTPResponse:
    """Make the page of an answer.

    Args:
        request: The request, which a guard has let pass.
        variation: The answer.
        text: What was typed as its short text, when that is not good; None: what is said now.
        more: The same for the longer text.
        problems: What is wrong with what was typed.
    """
    async with door_of(request).database.read() as session:
        sign_offs = await list_sign_offs(session, variation.topic)
        seen = await seen_versions(session, variation.topic)
        edits = [
            edit
            for state in (PROPOSED, ACCEPTED)
            for edit, _ in await list_edits(session, state, variation.topic)
            if edit.number == variation.number
        ]
    return render(
        request,
        "answers/answer.html",
        status=422 if problems else 200,
        answer=variation,
        slug=slug_of(variation),
        text=variation.text if text is None else text,
        more=variation.more if more is None else more,
        problems=problems,
        signature=signature_of(variation, signatures(sign_offs)),
        sign_offs=[s for s in sign_offs if s.number == variation.number],
        signed_versions={s.version: s.clinician for s in sign_offs},
        seen=seen,
        edits=edits,
        topic_words=topic_words,
    )


def curated() -> list[Variation]:
    """Give all answers but the questions of the form, which say nothing of their own."""
    return [v for v in variations() if "lead_" not in v.topic]


def slug_of(variation: Variation) -> str:
    """Name an answer in an address: `faq.risks.0`."""
    return f"{variation.topic.replace('/', '.')}.{variation.number}"


def require_answer(slug: str) -> Variation:
    """Find the answer of an address.

    Raises:
        ApiError: There is no such answer; status 404.
    """
    for variation in curated():
        if slug_of(variation) == slug:
            return variation
    raise ApiError(404, "unknown_answer", "There is no such answer.")


def signatures(sign_offs: Any) -> dict[Key, SignOff]:
    """Find the newest signature of each wording."""
    return {(s.topic, s.number, s.wording): s for s in reversed(sign_offs)}


def signature_of(variation: Variation, signed: Mapping[Key, SignOff]) -> SignOff | None:
    """Find who signed the very words that an answer has now."""
    return signed.get((variation.topic, variation.number, variation.wording))
