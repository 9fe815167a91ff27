"""GET /staff/today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from storage.review.clusters import cluster_counts, list_clusters
from storage.review.corrections import correction_counts
from storage.review.listing import read_rows
from storage.review.today import (
    conversations_to_review,
    urgent_messages,
    waiting_leads,
    week_figures,
)
from storage.tables.correction import PROPOSED
from storage.tables.question_cluster import OPEN
from storage.waiting import waiting_visitors
from web.door import door_of
from web.staff.guards import require_viewer
from web.staff.pages import render

FEW = 5
WEEK = timedelta(days=7)

blueprint = Blueprint("staff_today")


@blueprint.get("/today")
async def today(request: Request[Any, Any]) -> HTTPResponse:
    """Show what waits for staff."""
    await require_viewer(request)
    now = datetime.now(UTC)
    async with door_of(request).database.read() as session:
        waiting = await waiting_visitors(session)
        urgent_count, urgent = await urgent_messages(session, FEW)
        lead_count, leads = await waiting_leads(session, FEW)
        review_count, conversations = await conversations_to_review(session, FEW)
        rows = await read_rows(session, [one.id for one in conversations])
        clusters = await list_clusters(session, OPEN, FEW)
        cluster_count = (await cluster_counts(session)).get(OPEN, 0)
        proposed = (await correction_counts(session)).get(PROPOSED, 0)
        week = await week_figures(session, now - WEEK, now)
        before = await week_figures(session, now - 2 * WEEK, now - WEEK)
    return render(
        request,
        "today.html",
        now=now,
        waiting=waiting,
        urgent_count=urgent_count,
        urgent=urgent,
        lead_count=lead_count,
        leads=leads,
        review_count=review_count,
        conversations=conversations,
        questions={row.conversation.id: row.question for row in rows},
        cluster_count=cluster_count,
        clusters=clusters,
        proposed=proposed,
        week=week,
        before=before,
    )
