"""GET /staff/unanswered: the clusters, and one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from storage.review.clusters import (
    cluster_counts,
    cluster_questions,
    find_cluster,
    list_clusters,
)
from storage.tables import Message, QuestionCluster
from storage.tables.question_cluster import OPEN, STATES
from web.api_error import ApiError
from web.door import door_of
from web.staff.guards import require_viewer
from web.staff.pages import render
from web.staff.topics import choosable_topics, is_topic, topic_words

PAGE = 20
QUESTIONS = 100
SUGGESTED = 4
FARTHEST = 10_000
WORDS = {
    "open": "To do",
    "answered": "Topic given",
    "wanted": "New topic wanted",
    "fixed": "Fixed",
    "left": "Left as they are",
}
REASONS = {
    "not_understood": "not understood",
    "unsure": "hardly understood",
    "not_helpful": "did not help",
}

blueprint = Blueprint("staff_unanswered")


@blueprint.get("/unanswered")
async def clusters(request: Request[Any, Any]) -> HTTPResponse:
    """List the clusters of a state, those first that matter most."""
    await require_viewer(request)
    state = request.args.get("state")
    state = state if state in STATES else OPEN
    page = page_of(request.args.get("page"))
    async with door_of(request).database.read() as session:
        counts = await cluster_counts(session)
        views = await list_clusters(session, state, PAGE + 1, PAGE * (page - 1))
    return render(
        request,
        "unanswered/list.html",
        state=state,
        tabs=[
            (words, f"/staff/unanswered?state={name}", name == state, counts.get(name, 0))
            for name, words in WORDS.items()
        ],
        views=views[:PAGE],
        reasons=REASONS,
        topic_words=topic_words,
        newer=_address(state, page - 1) if page > 1 else "",
        older=_address(state, page + 1) if len(views) > PAGE else "",
    )


@blueprint.get("/unanswered/<cluster_id:int>")
async def cluster(request: Request[Any, Any], cluster_id: int) -> HTTPResponse:
    """Show all questions of a cluster, and what can be done about it."""
    await require_viewer(request)
    after = page_of(request.args.get("after")) if request.args.get("after") else None
    async with door_of(request).database.read() as session:
        found = await find_cluster(session, number_of(cluster_id))
        if found is None:
            raise unknown_cluster()
        asked = await cluster_questions(session, cluster_id, QUESTIONS + 1, after)
    shown = asked[:QUESTIONS]
    last = shown[-1][1].id if shown else 0
    more = f"/staff/unanswered/{cluster_id}?after={last}" if len(asked) > QUESTIONS else ""
    return render(
        request,
        "unanswered/cluster.html",
        cluster=found,
        state_words=WORDS[found.state],
        asked=shown,
        reasons=REASONS,
        topic_words=topic_words,
        suggested=suggestions(found, [message for _, message in shown]),
        topics=choosable_topics(),
        more=more,
    )


def unknown_cluster() -> ApiError:
    """Make the answer for a cluster that is not there (any more)."""
    return ApiError(
        404, "unknown_cluster", "These questions were put together with others, or erased."
    )


def number_of(cluster_id: int) -> int:
    """Return a number that the column can hold: beyond it there is no cluster."""
    return cluster_id if cluster_id < 2**31 else 0


def suggestions(cluster: QuestionCluster, messages: Sequence[Message]) -> list[tuple[str, str]]:
    """Give the topics that the engine held likeliest for a cluster's questions.

    Args:
        cluster: The cluster; the topic that it was given before comes first.
        messages: Its questions.

    Returns:
        Topics with their words, the likeliest first.
    """
    shares: dict[str, float] = defaultdict(float)
    for message in messages:
        for guess in message.ranking or []:
            shares[str(guess["name"])] += float(guess["confidence"])
    names = [cluster.topic] if cluster.topic else []
    names += [name for name in sorted(shares, key=lambda n: -shares[n]) if name not in names]
    return [(name, topic_words(name)) for name in names if is_topic(name)][:SUGGESTED]


def page_of(text: str | None) -> int:
    """Read a number of an address; anything else is 1."""
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
    return max(1, number)


def _address(state: str, page: int) -> str:
    return f"/staff/unanswered?state={state}&page={min(page, FARTHEST)}"
