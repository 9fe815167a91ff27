"""The figures of a span of time as a page and as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import reduce
from typing import Any
from zoneinfo import ZoneInfo

from sanic import Blueprint, HTTPResponse, Request

from storage.review.day_figures import DayFigures
from storage.review.insights import count_calls, count_topics, read_days, read_waits, sum_by
from storage.staff.audit import note_audit
from web.door import door_of
from web.staff.conversations.wording import WEEKDAYS
from web.staff.csv_export import csv_file
from web.staff.guards import require_viewer
from web.staff.insights.bar import Bar, bars
from web.staff.insights.span import Span
from web.staff.pages import render
from web.staff.topics import SMALL_TALK, topic_namer

LIST = "/staff/conversations"
PATH = "/staff/insights"
PRESETS = (7, 30, 90, 365)
COLUMNS = (
    *("day", "conversations", "asked", "unanswered", "urgent", "left a request"),
    *("thumbs up", "thumbs down"),
)

blueprint = Blueprint("staff_insights")


@blueprint.get("/insights")
async def insights(request: Request[Any, Any]) -> HTTPResponse:
    """Show the figures of `?since=DAY&until=DAY`."""
    await require_viewer(request)
    door = door_of(request)
    zone = ZoneInfo(door.settings.clinic_time_zone)
    today = datetime.now(zone).date()
    span = Span.of(request.args, today)
    start, end = span.moments(zone)
    async with door.database.read() as session:
        days, hours, weekdays = await read_days(session, start, end, zone)
        topics = await count_topics(session, start, end)
        called, booked = await count_calls(session, start, end)
        waits = await read_waits(session, start, end)
    total = reduce(DayFigures.plus, days)
    return render(
        request,
        "insights/page.html",
        span=span,
        total=total,
        presets=[(days, Span.back(days, today)) for days in PRESETS],
        kinds=_kinds(span, total),
        charts=_charts(span, days),
        topics=_topics(span, topics),
        funnel=_funnel(span, total, called, booked),
        waits=_waits(waits),
        hours=_by(span, "hour", [f"{hour:02}:00" for hour in range(24)], hours),
        weekdays=_by(span, "weekday", WEEKDAYS, weekdays),
    )


@blueprint.get("/insights/csv")
async def insights_csv(request: Request[Any, Any]) -> HTTPResponse:
    """Give the figures of each day as a file."""
    account = await require_viewer(request)
    door = door_of(request)
    zone = ZoneInfo(door.settings.clinic_time_zone)
    span = Span.of(request.args, datetime.now(zone).date())
    async with door.database.write() as session:
        days, _, _ = await read_days(session, *span.moments(zone), zone)
        await note_audit(session, account.id, "insights.export", f"days {span.first} {span.last}")
    rows = [
        (
            *(day.day.isoformat(), day.conversations, day.asked, day.unanswered),
            *(day.urgent, day.handed_over, day.helpful, day.unhelpful),
        )
        for day in days
    ]
    return csv_file(f"figures-{span.first}-{span.last}.csv", COLUMNS, rows)


def _kinds(span: Span, total: DayFigures) -> list[tuple[str, int, str]]:
    """Name the sums of the span and where their conversations are."""
    return [
        ("Conversations", total.conversations, span.query().address(LIST)),
        ("Unanswered", total.unanswered, span.query(unanswered="1").address(LIST)),
        ("Urgent", total.urgent, span.query(urgent="1").address(LIST)),
        ("Left a request", total.handed_over, span.query(handed_over="1").address(LIST)),
        ("Thumbs up", total.helpful, span.query(rating="helpful").address(LIST)),
        ("Thumbs down", total.unhelpful, span.query(rating="unhelpful").address(LIST)),
    ]


def _charts(span: Span, days: list[DayFigures]) -> list[tuple[str, list[Bar]]]:
    """Lay out what changes from day to day, or from week to week in a long span."""
    sums = [(span.part(figures.day), figures) for figures in sum_by(days, span.days_a_bar)]
    return [
        ("Conversations", _chart(sums, "conversations")),
        ("Unanswered", _chart(sums, "unanswered", unanswered="1")),
        ("Left a request", _chart(sums, "handed_over", handed_over="1")),
    ]


def _chart(sums: list[tuple[Span, DayFigures]], kind: str, **filters: str) -> list[Bar]:
    return bars(
        [
            (str(part), getattr(figures, kind), part.query(**filters).address(LIST))
            for part, figures in sums
        ]
    )


def _by(span: Span, field: str, labels: Sequence[str], numbers: list[int]) -> list[Bar]:
    """Lay out the hours of the day or the days of the week."""
    return bars(
        [
            (label, number, span.query(**{field: str(place)}).address(LIST))
            for place, (label, number) in enumerate(zip(labels, numbers, strict=True))
        ]
    )


def _topics(span: Span, topics: list[tuple[str, int]]) -> list[tuple[str, int, str, float]]:
    """Name topics, numbers, addresses and shares of the largest (0 to 100)."""
    most = max((number for name, number in topics if name not in SMALL_TALK), default=1)
    topic_words = topic_namer()
    return [
        (topic_words(name), number, span.query(topic=name).address(LIST), 100 * number / most)
        for name, number in topics
        if name not in SMALL_TALK
    ]


def _funnel(
    span: Span, total: DayFigures, called: int, booked: int
) -> list[tuple[str, int, str, float]]:
    """Name the steps from a conversation to an appointment, as `_topics` does."""
    steps = [
        ("Opened the chat", total.conversations, span.query().address(LIST)),
        ("Asked something", total.asked, span.query(least="2").address(LIST)),
        ("Left a request", total.handed_over, span.query(handed_over="1").address(LIST)),
        ("Were called", called, span.query(outcome="called").address(LIST)),
        ("Have an appointment", booked, span.query(outcome="booked").address(LIST)),
    ]
    most = max(total.conversations, 1)
    return [(name, number, address, 100 * number / most) for name, number, address in steps]


def _waits(waits: list[timedelta]) -> tuple[timedelta, timedelta] | None:
    """Return the wait that half, and that nine of ten, did not exceed; None: nobody was called."""
    if not waits:
        return None
    return waits[(len(waits) - 1) // 2], waits[(len(waits) * 9 - 1) // 10]
