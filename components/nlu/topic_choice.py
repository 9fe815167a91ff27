"""Chooses which of the things that a message says are asked, from the readings of its parts."""

from __future__ import annotations

import re
from typing import Any

from components.nlu.message_parts import MAX_FRAGMENT_WORDS
from components.nlu.topic_model import Reading

_ASKING = re.compile(
    r"\?|^\W*(?:so |ok |and |but |also |plus |then |well )*"
    r"(?:what|how|when|where|who|which|why|is|are|do|does|did|can|could|would|will|should|may|"
    r"has|have you|am i|any|tell|explain|please|pls|give|show|send|book|call|i want|i need|"
    r"i(?:'d| would) like|wondering|curious|if|whether)\b",
    re.IGNORECASE,
)
OUT_OF_SCOPE = "out_of_scope"


class TopicChooser:
    """Turns readings into the ordered list of topics that the message asks for."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._threshold: float = config["threshold"]
        self._part_threshold: float = config["part_threshold"]
        self._fallback: str = config["fallback_intent"]
        self._alarms: list[str] = config["alarms"]
        self._alarm_share: float = config["alarm_share"]
        self._small_talk: set[str] = set(config["small_talk"])

    def choose(self, text: str, parts: list[str], readings: list[Reading]) -> list[dict[str, Any]]:
        """Chooses the topics of a message.

        Args:
            text: The whole message.
            parts: Its parts; one if it is not split.
            readings: Of the whole message first, then of each part if there are several.

        Returns:
            ``{name, confidence, text}`` for each topic in order; at least one. An alarm topic
            comes first. A message that is not understood gives the fallback intent.
        """
        if not re.search(r"\w", text):
            return [_topic(self._fallback, 1.0, text)]
        whole, of_parts = readings[0], list(zip(parts, readings[1:], strict=False))
        topics = self._asked(text, whole, of_parts)
        alarm = self._alarm([(text, whole), *of_parts])
        if alarm is None:
            return topics
        if alarm["name"] == whole.name:  # clearly so: nothing else matters now
            return [alarm]
        return [alarm, *(t for t in topics if t["name"] not in (*self._alarms, self._fallback))]

    def _alarm(self, readings: list[tuple[str, Reading]]) -> dict[str, Any] | None:
        """Gives the alarm that the whole or a part raises most strongly, if any does.

        The alarm topics' shares are added up: a symptom and despair are often told in one breath.
        """
        part, reading = max(readings, key=lambda pair: sum(pair[1].alarms.values()))
        share = sum(reading.alarms.values())
        if not reading.alarms or share < self._alarm_share:
            return None
        return _topic(max(reading.alarms, key=reading.alarms.__getitem__), share, part)

    def _asked(
        self, text: str, whole: Reading, of_parts: list[tuple[str, Reading]]
    ) -> list[dict[str, Any]]:
        asked = self._questions(of_parts)
        if len(asked) > 1 or (asked and asked[0]["confidence"] > whole.confidence):
            return asked
        if whole.confidence < self._threshold:
            return [_topic(self._fallback, 1 - whole.confidence, text)]
        return [_topic(whole.name, whole.confidence, text)]

    def _questions(self, of_parts: list[tuple[str, Reading]]) -> list[dict[str, Any]]:
        """Gives the parts that surely ask for something, each topic once."""
        found: dict[str, dict[str, Any]] = {}
        for part, reading in of_parts:
            quiet = reading.name in self._small_talk or reading.name in (
                OUT_OF_SCOPE,
                *self._alarms,
            )
            if quiet or reading.confidence < self._part_threshold or not _asks(part):
                continue
            found.setdefault(reading.name, _topic(reading.name, reading.confidence, part))
        return list(found.values())


def _asks(part: str) -> bool:
    """Tells a question or a bare key word from the story around it."""
    return bool(_ASKING.search(part)) or len(part.split()) <= MAX_FRAGMENT_WORDS


def _topic(name: str, confidence: float, text: str) -> dict[str, Any]:
    return {"name": name, "confidence": round(confidence, 4), "text": text}
