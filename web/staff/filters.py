"""How templates show times and numbers. Templates say `{{ lead.created_at | when }}`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def install(environment: Environment) -> None:
    """Add the filters."""
    environment.filters |= {
        "when": when,
        "day": day,
        "clock": clock,
        "long_day": long_day,
        "iso": iso,
        "span": span,
        "age": age,
        "count": count,
        "percent": percent,
    }


@pass_context
def when(context: Context, moment: datetime) -> str:
    """Show a moment in the clinic's time zone: `Tue 24 Nov, 14:05`, with the year if it is past."""
    local = moment.astimezone(context["zone"])
    year = "" if local.year == datetime.now(context["zone"]).year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year}, {local:%H:%M}"


@pass_context
def day(context: Context, moment: datetime) -> str:
    """Show the day of a moment in the clinic's time zone: `24 Nov 2026`."""
    local = moment.astimezone(context["zone"])
    return f"{local.day} {local:%b %Y}"


@pass_context
def long_day(context: Context, moment: datetime) -> str:
    """Show the day of a moment in the clinic's time zone: `Tuesday, 24 November 2026`."""
    local = moment.astimezone(context["zone"])
    return f"{local:%A}, {local.day} {local:%B %Y}"


@pass_context
def clock(context: Context, moment: datetime) -> str:
    """Show the time of day in the clinic's time zone: `14:05`."""
    return f"{moment.astimezone(context['zone']):%H:%M}"


def iso(moment: datetime) -> str:
    """Write a moment for machines, as in `<time datetime>`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def span(length: timedelta) -> str:
    """Show a length of time roughly: `5 min`, `3 h`, `2 days`."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < HOUR:
        return f"{seconds // MINUTE} min"
    if seconds < DAY:
        return f"{seconds // HOUR} h"
    days = seconds // DAY
    return "1 day" if days == 1 else f"{days} days"


def age(moment: datetime) -> str:
    """Show how long ago a moment was."""
    return span(datetime.now(UTC) - moment)


def count(number: int, one: str, many: str = "") -> Any:
    """Show a number with its noun: `1 request`, `1,204 requests`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float | None) -> str:
    """Show a share of 1: `0.93` is `93%`; a dash where there is none."""
    return "–" if share is None else f"{share:.0%}"
