"""POST /staff/unanswered/…: what is to be done about a cluster."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field
from sanic import Blueprint, HTTPResponse, Request

from storage.review.clusters import (
    find_cluster,
    give_topic,
    leave_cluster,
    reopen_cluster,
    want_topic,
)
from storage.review.corrections import propose_correction
from storage.staff.audit import note_audit
from storage.tables import Message
from web.api_error import ApiError
from web.clean_text import is_text
from web.door import door_of
from web.staff.forms import read_form
from web.staff.guards import require_reviewer
from web.staff.pages import next_path, redirect
from web.staff.topics import is_topic, topic_words
from web.staff.unanswered.pages import number_of, unknown_cluster

blueprint = Blueprint("staff_unanswered_decisions")
LIST = "/staff/unanswered"


def _known_topic(topic: str) -> str:
    if not is_topic(topic):
        raise ValueError("please choose a topic of the list")
    return topic


class TopicForm(BaseModel):
    """A topic of the list."""

    topic: Annotated[str, Field(max_length=100), AfterValidator(_known_topic)]


class WishForm(BaseModel):
    """What a new topic should answer."""

    wish: Annotated[str, Field(min_length=3, max_length=500), is_text]


@blueprint.post("/unanswered/<cluster_id:int>/topic")
async def topic(request: Request[Any, Any], cluster_id: int) -> HTTPResponse:
    """Give a whole cluster its topic; its questions wait in the review queue."""
    account = await require_reviewer(request)
    form = read_form(request, TopicForm)
    async with door_of(request).database.write() as session:
        _require(await find_cluster(session, number_of(cluster_id)) is not None)
        waiting = await give_topic(session, cluster_id, form.topic, account.id)
        subject = f"questions {cluster_id}"
        await note_audit(session, account.id, "questions.topic", subject, form.topic)
    words = "question waits" if waiting == 1 else "questions wait"
    done = f"“{topic_words(form.topic)}”: {waiting} {words} in the review queue."
    return redirect(request, LIST, done)


@blueprint.post("/unanswered/<cluster_id:int>/wish")
async def wish(request: Request[Any, Any], cluster_id: int) -> HTTPResponse:
    """Note that a new topic is wanted for a cluster."""
    account = await require_reviewer(request)
    form = read_form(request, WishForm)
    async with door_of(request).database.write() as session:
        _require(await want_topic(session, number_of(cluster_id), form.wish))
        await note_audit(session, account.id, "questions.wish", f"questions {cluster_id}")
    return redirect(request, LIST, "Noted: a new topic is wanted.")


@blueprint.post("/unanswered/<cluster_id:int>/leave")
async def leave(request: Request[Any, Any], cluster_id: int) -> HTTPResponse:
    """Note that nothing is to be done about a cluster."""
    account = await require_reviewer(request)
    async with door_of(request).database.write() as session:
        _require(await leave_cluster(session, number_of(cluster_id)))
        await note_audit(session, account.id, "questions.leave", f"questions {cluster_id}")
    return redirect(request, LIST, "Left as it is. You find it under “Left as they are”.")


@blueprint.post("/unanswered/<cluster_id:int>/reopen")
async def reopen(request: Request[Any, Any], cluster_id: int) -> HTTPResponse:
    """Take a decision on a cluster back."""
    account = await require_reviewer(request)
    async with door_of(request).database.write() as session:
        _require(await reopen_cluster(session, number_of(cluster_id)))
        await note_audit(session, account.id, "questions.reopen", f"questions {cluster_id}")
    return redirect(request, f"{LIST}/{cluster_id}", "It is on the list again.")


@blueprint.post("/messages/<message_id:int>/topic")
async def message_topic(request: Request[Any, Any], message_id: int) -> HTTPResponse:
    """Propose the topic of one message, from its conversation."""
    account = await require_reviewer(request)
    form = read_form(request, TopicForm)
    async with door_of(request).database.write() as session:
        message = await session.get(Message, message_id) if message_id < 2**31 else None
        if message is None or not await propose_correction(
            session, message_id, form.topic, account.id
        ):
            raise ApiError(404, "unknown_message", "There is no such question to correct.")
        subject = f"conversation {message.conversation_id}"
        await note_audit(session, account.id, "questions.correct", subject, form.topic)
    address = next_path(request, f"/staff/conversations/{message.conversation_id}")
    done = f"“{topic_words(form.topic)}”: your correction waits in the review queue."
    return redirect(request, address, done)


def _require(found: bool) -> None:
    if not found:
        raise unknown_cluster()
