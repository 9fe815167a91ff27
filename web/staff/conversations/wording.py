"""What filters and topics are called on the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from web.staff.conversations.list_query import ListQuery

STATE_NAMES = {"open": "To review", "later": "Later", "reviewed": "Reviewed"}
RATING_NAMES = {"helpful": "Thumbs up", "unhelpful": "Thumbs down", "unrated": "Not rated"}


def topic_title(name: str) -> str:
    """Say a topic as staff would: `faq/how_it_works` is 'How it works'."""
    words = name.rsplit("/", 1)[-1].replace("_", " ")
    return words[:1].upper() + words[1:]


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
        "since": lambda value: f"From {value}",
        "until": lambda value: f"To {value}",
        "started_since": lambda value: f"Started from {value}",
        "started_until": lambda value: f"Started to {value}",
        "topic": topic_title,
        "below": lambda value: f"Confidence below {value} %",
        "unanswered": lambda _: "Unanswered",
        "urgent": lambda _: "Urgent",
        "handed_over": lambda _: "Left a request",
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
