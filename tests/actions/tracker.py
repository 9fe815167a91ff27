"""Conversations as rasa-sdk hands them to an action."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

CONVERSATION = "c" * 32


def user(text: str, intent: str = "nlu_fallback", **more: Any) -> dict[str, Any]:
    """Make the event of a visitor's message."""
    parse = {"text": text, "intent": {"name": intent}, **more}
    return {"event": "user", "text": text, "parse_data": parse, "input_channel": "door"}


def tracker_of(*events: dict[str, Any], **slots: Any) -> Tracker:
    """Make a conversation whose latest message is the last one of its events."""
    latest: dict[str, Any] = next(
        (e["parse_data"] for e in reversed(events) if e["event"] == "user"), {}
    )
    return Tracker(CONVERSATION, slots, latest, list(events), False, None, {}, None)
