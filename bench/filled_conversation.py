"""Makes up conversations as rows, with the facts that the app itself would have kept."""

from __future__ import annotations

import random
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count as count_up
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet

from bench.sample_talk import SampleTopic, sample_topics
from storage.tables.message import ASSISTANT, VISITOR

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAYS = 365
LONG_TURNS = 1000
LONG_ID = "long" + "0" * 28
RARE_WORD = "xylophone"
# The key of made-up details, known to all: nothing that is worth a lock is in there.
DATA_KEY = urlsafe_b64encode(b"b" * 32).decode()
_SEALED = Fernet(DATA_KEY).encrypt(b"made up").decode()
PAGES = ["/", "/hair-restoration", "/prices", "/team", "/contact"]
COUNTS = (
    *("message_count", "urgent_count", "unanswered_count", "lead_count"),
    *("helpful_count", "unhelpful_count"),
)
Row = dict[str, Any]


@dataclass
class FilledConversation:
    """The rows of one conversation, by table."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> None:
        """Add a row."""
        self.rows.setdefault(table, []).append(values)


def filled_conversations(count: int) -> Iterator[FilledConversation]:
    """Make conversations, the oldest first; the newest has 1,000 turns.

    Args:
        count: How many.

    Yields:
        Each conversation; the same count gives the same ones.
    """
    chance = random.Random(count)
    maker = _Maker(chance, sample_topics())
    for number in range(count):
        last = number == count - 1
        share = (number + 1) / count
        # More of them in working hours than at night.
        hour = chance.triangular(0, 24, 15)
        day = (NOW - timedelta(days=DAYS * (1 - share))).replace(hour=0, minute=0)
        started_at = min(day + timedelta(hours=hour), NOW - timedelta(hours=12))
        turns = LONG_TURNS if last else min(40, 1 + int(chance.expovariate(0.25)))
        conversation_id = LONG_ID if last else f"{chance.getrandbits(128):032x}"
        yield maker.make(conversation_id, started_at, turns)


class _Maker:
    """Knows the topics and the next free numbers."""

    def __init__(self, chance: random.Random, topics: list[SampleTopic]) -> None:
        self._chance = chance
        self._topics = topics
        # Visitors ask for some topics much more than for others.
        self._weights = [1 / (place + 1) for place in range(len(topics))]
        self._message_ids = count_up(1)
        self._lead_ids = count_up(1)

    def make(self, conversation_id: str, at: datetime, turns: int) -> FilledConversation:
        """Make one conversation.

        Args:
            conversation_id: Its id.
            at: When it starts.
            turns: How many questions.

        Returns:
            Its rows.
        """
        filled = FilledConversation()
        facts: Row = {
            "id": conversation_id,
            "started_at": at,
            "last_at": at,
            "page": self._chance.choice(PAGES),
            "review_state": self._state(),
            **dict.fromkeys(COUNTS, 0),
            **dict.fromkeys(("lowest_confidence", "reviewer_id", "visitor_key")),
        }
        topics: set[str] = set()
        for _ in range(turns):
            topics.add(self._turn(filled, facts))
        for name in topics:
            filled.add("conversation_topic", conversation_id=conversation_id, name=name)
        if self._chance.random() < 0.03:
            self._lead(filled, facts)
        if self._chance.random() < 0.02:
            tag = self._chance.choice(["call back", "price", "training"])
            filled.add("conversation_tag", conversation_id=conversation_id, name=tag)
        filled.rows["conversation"] = [facts]
        return filled

    def _uuid(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128)))

    def _state(self) -> str:
        return self._chance.choices(["open", "later", "reviewed"], [60, 2, 38])[0]

    def _turn(self, filled: FilledConversation, facts: Row) -> str:
        """Add a question and its answer; gives the topic."""
        chance = self._chance
        topic = chance.choices(self._topics, self._weights)[0]
        confidence = round(min(1.0, 0.35 + chance.betavariate(5, 2) * 0.65), 4)
        unanswered, urgent = chance.random() < 0.03, chance.random() < 0.002
        question = chance.choice(topic.questions)
        if chance.random() < 0.00002:
            question += f" {RARE_WORD}"
        asked_at = facts["last_at"] + timedelta(seconds=chance.randint(5, 60))
        question_id = self._message(
            filled,
            facts,
            sender=VISITOR,
            text=question,
            created_at=asked_at,
            client_id=self._uuid(),
            answered_at=asked_at,
            intent=topic.name,
            confidence=confidence,
            ranking=[
                {"name": topic.name, "confidence": confidence},
                {"name": chance.choice(self._topics).name, "confidence": 1 - confidence},
            ],
            language="en",
            urgent=urgent,
            unanswered=unanswered,
            engine_ms=chance.uniform(15, 60),
        )
        filled.add(
            "message_topic",
            message_id=question_id,
            position=0,
            name=topic.name,
            confidence=confidence,
            text=question,
        )
        facts["urgent_count"] += urgent
        facts["unanswered_count"] += unanswered
        facts["lowest_confidence"] = min(facts["lowest_confidence"] or 1, confidence)
        self._answer(filled, facts, topic)
        return topic.name

    def _answer(self, filled: FilledConversation, facts: Row, topic: SampleTopic) -> None:
        chance = self._chance
        answer_id = self._message(
            filled,
            facts,
            sender=ASSISTANT,
            text=chance.choice(topic.answers),
            created_at=facts["last_at"] + timedelta(seconds=1),
            reply_to=facts["message_count"],
            topic=topic.name,
            source="2.1",
            version="1",
            model="bench",
        )
        if chance.random() < 0.05:
            helpful = chance.random() < 0.7
            facts["helpful_count" if helpful else "unhelpful_count"] += 1
            at = facts["last_at"]
            filled.add("feedback", message_id=answer_id, helpful=helpful, created_at=at)

    def _message(self, filled: FilledConversation, facts: Row, **values: Any) -> int:
        """Add a message; gives its id."""
        facts["message_count"] += 1
        facts["last_at"] = values["created_at"]
        message_id = next(self._message_ids)
        empty: Row = {
            **dict.fromkeys(("client_id", "answered_at", "intent", "confidence", "ranking")),
            **dict.fromkeys(("language", "engine_ms", "reply_to", "topic", "source")),
            **{"urgent": False, "unanswered": False, "version": "", "model": ""},
        }
        row = {"conversation_id": facts["id"], "seq": facts["message_count"], **empty, **values}
        filled.add("message", id=message_id, **row)
        return message_id

    def _lead(self, filled: FilledConversation, facts: Row) -> None:
        """Add a request; its details are no real ones."""
        lead_id = next(self._lead_ids)
        facts["lead_count"] += 1
        filled.add("person", id=lead_id, fingerprint=f"{lead_id:064x}")
        sealed = ("name", "contact", "contact_raw", "preferred_time", "consent_words")
        filled.add(
            "lead",
            id=lead_id,
            conversation_id=facts["id"],
            person_id=lead_id,
            form_run=self._uuid(),
            reference=f"BE-{lead_id}",
            created_at=facts["last_at"],
            language="en",
            channel="phone",
            **{f"{name}_sealed": _SEALED for name in sealed},
            consent_text="May we call you?",
            consent_version="1",
            consent_at=facts["last_at"],
        )
