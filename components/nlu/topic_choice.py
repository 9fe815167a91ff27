"""Chooses which of the things that a message says are asked, from the readings of its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from components.nlu.ages import ADULT, ages
from components.nlu.attributes import RETRIEVAL_SEPARATOR
from components.nlu.contact_details import has_contact_details
from components.nlu.message_parts import Part
from components.nlu.reading import Reading

_ASKING = re.compile(
    r"\?|\b(?:wants?|like|love|need) to (?:know|ask|hear)\b|\bquestion is\b"
    r"|\bi(?:'?m| am) (?:just )?(?:wondering|curious)\b"
    r"|^\W*(?:so |ok |and |but |also |plus |then |well |now )*"
    r"(?:what|how|when|where|who|which|why|is|are|do|does|did|can|could|would|will|should|may|"
    r"has|have you|am i|any|tell|explain|please|pls|give|show|send|book|call|i want|i need|"
    r"i(?:'d| would) (?:like|love)|wondering|curious|if|whether|i only|i just|only|just)\b",
    re.IGNORECASE,
)
_REFUSING = re.compile(
    r"^\W*(?:and |but |so |no,? |please |pls )*(?:not\b(?!.*\?)|"
    r"i(?:'m| am|m) not (?:asking|interest|here|after)|"
    r"(?:i )?(?:don'?t|do not)(?! you\b| u\b| i\b| they\b| we\b)|"
    r"never ?mind|forget|skip|no need|no (?:\w+ )?talk\b|i (?:already )?know\b|"
    r"(?:other|rather) than|leave out|enough about|without (?:the|any)\b)",
    re.IGNORECASE,
)
MAX_FRAGMENT_WORDS = 4
# Belief in an alarm that a sentence of a story must have at least: what none of them so much as
# hints at, all of them together do not tell.
FAINT_SHARE = 0.02
SHORT_WORDS = 2
OUT_OF_SCOPE = "out_of_scope"
NO_OFFER = {"privacy", "under_18"}  # a number in such a message is not left to be called

Topic = dict[str, Any]


class TopicChooser:
    """Turns readings into the ordered list of topics that the message asks for."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._threshold: float = config["threshold"]
        self._part_threshold: float = config["part_threshold"]
        self._piece_threshold: float = config["piece_threshold"]
        self._fallback: str = config["fallback_intent"]
        self._minors: str = config["minors_intent"]
        self._alarms: list[str] = config["alarms"]
        self._alarm_share: float = config["alarm_share"]
        self._short_alarm_share: float = config["short_alarm_share"]
        self._part_alarm_share: float = config["part_alarm_share"]
        self._leading: list[str] = config["leading"]
        self._small_talk: set[str] = set(config["small_talk"])
        self._quiet = {*self._small_talk, OUT_OF_SCOPE, *config["alarms"]}

    def choose(self, text: str, parts: list[Part], readings: Mapping[str, Reading]) -> list[Topic]:
        """Chooses the topics of a message.

        Args:
            text: The whole message.
            parts: Its parts; one if it is not split.
            readings: Of the whole message and of each part's texts.

        Returns:
            ``{name, confidence, text}`` for each topic in order; at least one. An alarm topic
            comes first. A message that is not understood gives the fallback intent.
        """
        whole = readings[text]
        if not re.search(r"\w", text):
            return [_topic(self._fallback, 1.0, text)]
        if whole.exact:
            return [_topic(whole.name, 1.0, text)]
        asked = self._asked(text, whole, parts, readings)
        topics = self._mind_age(text, whole, self._mind_contact(text, asked))
        alarm = self._alarm(text, whole, parts, readings)
        if alarm is None:
            return topics
        if alarm["name"] == whole.name:  # clearly so: nothing else matters now
            return [alarm]
        others = (*self._alarms, self._fallback, OUT_OF_SCOPE)
        return [alarm, *(topic for topic in topics if topic["name"] not in others)]

    def leader(self, topics: list[Topic]) -> Topic:
        """Gives the topic that decides what happens: an alarm, a leading one, or the first."""
        if topics[0]["name"] in self._alarms:
            return topics[0]
        return next((t for t in topics if t["name"] in self._leading), topics[0])

    def _alarm(
        self, text: str, whole: Reading, parts: list[Part], readings: Mapping[str, Reading]
    ) -> Topic | None:
        """Gives the alarm that the whole raises, or a part: a few words alone must be surer.

        The alarm topics' shares are added up: a symptom and despair are often told in one breath.
        """
        told = [sum(readings[part.text].alarms.values()) for part in parts]
        if len(parts) > 1 and max(told) < FAINT_SHARE:
            return None
        # A name or an hour alone resembles nothing that was learnt, so a small share says little.
        short = len(text.split()) <= SHORT_WORDS
        needed = [(text, whole, self._short_alarm_share if short else self._alarm_share)]
        needed += [(p.text, readings[p.text], self._part_alarm_share) for p in parts]
        raised = [
            (sum(reading.alarms.values()), part, reading)
            for part, reading, share in needed
            if reading.alarms and sum(reading.alarms.values()) >= share
        ]
        if whole.name in self._alarms and whole.confidence >= self._threshold:
            raised.append((whole.confidence, text, whole))
        if not raised:
            return None
        share, part, reading = max(raised, key=lambda alarm: alarm[0])
        return _topic(max(reading.alarms, key=reading.alarms.__getitem__), share, part)

    def _asked(
        self, text: str, whole: Reading, parts: list[Part], readings: Mapping[str, Reading]
    ) -> list[Topic]:
        found: dict[str, Topic] = {}
        for part in parts:
            for topic in self._topics_of_part(part, readings):
                found.setdefault(topic["name"], topic)
        asked = list(found.values())
        refuses = any(_REFUSING.search(part.text) for part in parts)
        gives_way = refuses or whole.name in self._small_talk
        if len(asked) > 1 or (asked and (gives_way or asked[0]["confidence"] > whole.confidence)):
            return asked
        # An alarm that is likeliest but not likely enough to be raised says only: not understood.
        if whole.confidence < self._threshold or whole.name in self._alarms:
            return [_topic(self._fallback, 1 - whole.confidence, text)]
        return [_topic(whole.name, whole.confidence, text)]

    def _mind_contact(self, text: str, topics: list[Topic]) -> list[Topic]:
        """Adds the topic that takes contact details where the message holds some."""
        names = {topic["name"] for topic in topics}
        if not self._leading or not has_contact_details(text) or names & NO_OFFER:
            return topics
        taker, idle = self._leading[0], {OUT_OF_SCOPE, self._fallback, *self._small_talk}
        others = [t for t in topics if t["name"] not in {taker, *idle} and _is_put(t)]
        return [*others, _topic(taker, 1.0, text)]

    def _mind_age(self, text: str, whole: Reading, topics: list[Topic]) -> list[Topic]:
        """Puts the topic of minors first where an age says so, and off where it says otherwise."""
        told, known = ages(text), dict(whole.ranking)
        if not told or self._minors not in known:
            return topics
        if topics[0]["name"] == OUT_OF_SCOPE:  # a child's age in a question on something else
            return topics
        others = [topic for topic in topics if topic["name"] != self._minors]
        if min(told) < ADULT:
            return [_topic(self._minors, max(known[self._minors], self._threshold), text), *others]
        if others:
            return others
        name, share = next(pair for pair in whole.ranking if pair[0] != self._minors)
        return [_topic(name, share, text)]

    def _topics_of_part(self, part: Part, readings: Mapping[str, Reading]) -> list[Topic]:
        """Gives what a part surely asks for: one topic, or several if its pieces do so better."""
        if _REFUSING.search(part.text):
            return []
        best: list[Topic] = []
        for pieces in part.splits:
            topics = [_topic(readings[p].name, readings[p].confidence, p) for p in pieces]
            sure = all(t["confidence"] >= self._piece_threshold for t in topics)
            names = {t["name"] for t in topics}
            if sure and len(names) == len(pieces) > len(best) and not names & self._quiet:
                best = topics
        if best:
            return best
        reading = readings[part.text]
        sure = reading.confidence >= self._part_threshold
        if reading.name in self._quiet or not sure or not asks(part.text):
            return []
        return [_topic(reading.name, reading.confidence, part.text)]


def worth_reading(part: Part) -> Part:
    """Gives a part with those splits alone that may count: what is left out need not be read.

    Pieces of a story are no list of questions or key words, and those of a refusal are not asked.
    """
    if _REFUSING.search(part.text):
        return Part(part.text)
    if asks(part.text):
        return part
    return Part(part.text, tuple(way for way in part.splits if all(map(asks, way))))


def _is_put(topic: Topic) -> bool:
    """Tells a question of its own from what a number's digits were taken for."""
    return RETRIEVAL_SEPARATOR not in topic["name"] or bool(_ASKING.search(topic["text"]))


def asks(part: str) -> bool:
    """Tells a question or a bare key word from the story around it."""
    return bool(_ASKING.search(part)) or len(part.split()) <= MAX_FRAGMENT_WORDS


def _topic(name: str, confidence: float, text: str) -> Topic:
    return {"name": name, "confidence": round(confidence, 4), "text": text}
