"""What a visitor has asked about: the subject of the request, until they say another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

NAMED = 2
_OURS = ("faq/", "ask_clinic/")


def topics_asked(events: Iterable[dict[str, Any]], responses: dict[str, Any]) -> str | None:
    """Name the latest topics that were asked about.

    Args:
        events: The tracker's events, oldest first.
        responses: The domain's responses, whose titles name the topics.

    Returns:
        At most `NAMED` titles, the latest first, such as 'What are the risks?'; None: none.
    """
    asked: list[str] = []
    for event in events:
        if event.get("event") != "user":
            continue
        for topic in (event.get("parse_data") or {}).get("topics") or []:
            name = str(topic["name"])
            if name.startswith(_OURS):
                asked = [name, *(other for other in asked if other != name)]
    titles = [title for name in asked if (title := _title(name, responses))]
    return " ".join(titles[:NAMED]) or None


def _title(topic: str, responses: dict[str, Any]) -> str | None:
    variations = responses.get(f"utter_{topic}") or [{}]
    title = (variations[0].get("metadata") or {}).get("title")
    return str(title) if title else None
