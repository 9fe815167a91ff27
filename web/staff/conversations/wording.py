"""What filters and topics are called on the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from web.staff.conversations.list_query import ListQuery
from web.staff.topics import topic_words

STATE_NAMES = {"open": "To review", "later": "Later", "reviewed": "Reviewed"}
CORRECTION_NAMES = {
    "proposed": "waits in the review queue",
    "accepted": "accepted",
    "refused": "refused",
    "written": "taught",
}
OUTCOME_NAMES = {"called": "Was called", "booked": "Has an appointment"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RATING_NAMES = {"helpful": "Thumbs up", "unhelpful": "Thumbs down", "unrated": "Not rated"}


def day_words(value: str) -> str:
    """Say a day of an address, `2026-11-24`, as people do: `24 Nov 2026`."""
    day = date.fromisoformat(value)
    return f"{day.day} {day:%b %Y}"


def filter_chips(
    query: ListQuery, reviewers: Mapping[str, str], path: str
) -> list[tuple[str, str]]:
    """Name the filters that are on.

    Args:
        query: The filters.
        reviewers: Names of colleagues by the id of their account.
        path: Path of the list.

    Returns:
        For each what it is called, and the address of the list without it.
    """
    words: dict[str, Callable[[str], str]] = {
        "q": lambda value: f"“{value}”",
        "since": lambda value: f"From {day_words(value)}",
        "until": lambda value: f"To {day_words(value)}",
        "started_since": lambda value: f"Started from {day_words(value)}",
        "started_until": lambda value: f"Started to {day_words(value)}",
        "hour": lambda value: f"Started at {int(value):02}:00 to {int(value):02}:59",
        "weekday": lambda value: f"Started on a {WEEKDAYS[int(value)]}",
        "topic": topic_words,
        "below": lambda value: f"Confidence below {value}%",
        "waiting": lambda _: "Waiting for a person",
        "unanswered": lambda _: "Unanswered",
        "urgent": lambda _: "Urgent",
        "handed_over": lambda _: "Left a request",
        "outcome": OUTCOME_NAMES.__getitem__,
        "rating": RATING_NAMES.__getitem__,
        "least": lambda value: f"At least {value} messages",
        "page": lambda value: f"Page {value}",
        "reviewer": lambda value: f"Looked after by {reviewers.get(value, 'nobody')}",
        "state": STATE_NAMES.__getitem__,
        "tag": lambda value: f"Tag {value}",
    }
    return [
        (words[name](value), query.without(name).address(path)) for name, value in query.items()
    ]
