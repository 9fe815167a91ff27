"""GET /staff/improve: the review queue and the trainings."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from content.topic_files import variations
from storage.review.answers import list_edits
from storage.review.clusters import list_clusters
from storage.review.corrections import correction_counts, list_corrections
from storage.review.training_reports import find_report, list_reports, texts_of
from storage.tables.correction import ACCEPTED, PROPOSED, REFUSED
from storage.tables.question_cluster import WANTED
from storage.tables.training_report import LIVE, READY, RUNNING
from web.api_error import ApiError
from web.door import door_of
from web.staff.filters import count
from web.staff.guards import require_reviewer
from web.staff.improve.bench import beside_checkout
from web.staff.pages import render
from web.staff.topics import topic_words

MOST = 300
REPORTS = 10
STATES = {
    "running": ("Under way", ""),
    "failed": ("Nothing made", ""),
    "refused": ("Refused", "alarm"),
    "ready": ("Ready", "calm"),
    "live": ("Live", "good"),
    "taken_back": ("Taken back", "warn"),
}

blueprint = Blueprint("staff_improve")


@blueprint.get("/improve")
async def queue(request: Request[Any, Any]) -> HTTPResponse:
    """Show what waits for a decision, what is accepted, and how trainings ended."""
    await require_reviewer(request)
    async with door_of(request).database.read() as session:
        proposed = await list_corrections(session, PROPOSED, MOST)
        refused = await list_corrections(session, REFUSED, 20)
        counts = await correction_counts(session)
        edits = await list_edits(session, PROPOSED)
        accepted_edits = await list_edits(session, ACCEPTED)
        wanted = await list_clusters(session, WANTED, 20)
        reports = await list_reports(session, REPORTS)
    groups = groupby(proposed, key=lambda queued: queued.correction.topic)
    return render(
        request,
        "improve/queue.html",
        groups=[(topic, list(queued)) for topic, queued in groups],
        waiting=counts.get(PROPOSED, 0) + len(edits),
        accepted=counts.get(ACCEPTED, 0),
        accepted_edits=len(accepted_edits),
        waits=[
            count(number, noun)
            for number, noun in (
                (counts.get(ACCEPTED, 0), "question"),
                (len(accepted_edits), "wording"),
            )
            if number
        ],
        problems=[queued for queued in refused if queued.correction.problem],
        edits=edits,
        now_said={(v.topic, v.number): v for v in variations()},
        wanted=wanted,
        reports=reports,
        states=STATES,
        topic_words=topic_words,
        buttons=beside_checkout(),
        running=any(report.state == RUNNING for report in reports),
        ready=any(report.state == READY for report in reports),
        live=any(report.state == LIVE for report in reports),
    )


def changed_first(found: dict[str, Any]) -> list[tuple[str, list[int], int]]:
    """Give the topics of a report: those that changed, those that were taught, the others.

    Args:
        found: What the training found.

    Returns:
        Each topic, its questions with how many were right before and after, and how many
        were taught.
    """
    taught = found.get("written", {}).get("questions", {})
    topics = found.get("held_out", {}).get("topics", {})
    rows = [(topic, numbers, taught.get(topic, 0)) for topic, numbers in topics.items()]
    return sorted(rows, key=lambda row: (row[1][1] == row[1][2], row[2] == 0))


@blueprint.get("/improve/reports/<report_id:int>")
async def report(request: Request[Any, Any], report_id: int) -> HTTPResponse:
    """Show what a new model does better or worse."""
    await require_reviewer(request)
    async with door_of(request).database.read() as session:
        found = await find_report(session, report_id) if report_id < 2**31 else None
        if found is None:
            raise ApiError(404, "unknown_report", "There is no such report.")
        shown = found.found.get("last_week", {}).get("shown", [])
        messages = await texts_of(session, [message_id for message_id, _, _ in shown])
    return render(
        request,
        "improve/report.html",
        report=found,
        found=found.found,
        topics=changed_first(found.found),
        state=STATES[found.state],
        changes=[(messages[n], before, after) for n, before, after in shown if n in messages],
        named=lambda names: ", ".join(topic_words(name) for name in names.split(", ")),
        topic_words=topic_words,
    )
