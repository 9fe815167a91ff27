"""The visitor's message, as the engine understood it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Self

_ASKING = re.compile(
    r"\?|^\W*(?:and |but |so |also |ok |then )*(?:what|what's|whats|how|hows|when|where|who|which|"
    r"why|is|are|do|does|did|can|could|would|will|should|may|tell|explain|any)\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"[\s\u200b]*(?:[/{<\[\\$]|\w+\(\))")

# What the form itself takes care of, or what is no question.
_NO_QUESTION = {
    *("affirm", "deny", "greet", "thanks", "goodbye", "book_consultation", "cancel", "start_over"),
    *("nlu_fallback", "out_of_scope", "why_details", "under_18"),
}


@dataclass(frozen=True)
class Topic:
    """A topic of the message and the part of it that is about it."""

    name: str
    confidence: float
    text: str = ""

    @property
    def asks(self) -> bool:
        """Whether its part is put as a question; 'Will' alone is a name."""
        alone = len(self.text.split()) == 1 and "?" not in self.text
        return not alone and bool(_ASKING.search(self.text))


@dataclass(frozen=True)
class Heard:
    """What was said and what it was taken for."""

    text: str
    intent: str = "nlu_fallback"
    topics: tuple[Topic, ...] = ()
    language: str = "en"
    word_for_word: bool = False
    """It is one of the training examples, so there is no doubt what it means."""
    people: tuple[str, ...] = field(default=())
    """Names of persons that spaCy found."""

    @classmethod
    def of(cls, message: dict[str, Any]) -> Self:
        """Take it from a tracker's latest message.

        Args:
            message: The parse, as rasa-sdk hands it over.
        """
        return cls(
            text=str(message.get("text") or "").strip(),
            intent=str((message.get("intent") or {}).get("name") or "nlu_fallback"),
            topics=tuple(
                Topic(str(t["name"]), float(t["confidence"]), str(t.get("text") or ""))
                for t in message.get("topics") or []
            ),
            language=str(message.get("language") or "en"),
            word_for_word=any(
                bool(reason.get("word_for_word")) for reason in message.get("understood_from") or []
            ),
            people=tuple(
                str(entity["value"])
                for entity in message.get("entities") or []
                if entity.get("entity") == "name"
            ),
        )

    @property
    def asked(self) -> list[Topic]:
        """Topics that have an answer of their own beside the form."""
        return [topic for topic in self.topics if topic.name not in _NO_QUESTION]

    @property
    def is_command(self) -> bool:
        """Whether it is meant for a program: a slash command, JSON, markup. It tells nothing."""
        return bool(_COMMAND.match(self.text))

    @property
    def asks(self) -> bool:
        """Whether it is put as a question."""
        return bool(_ASKING.search(self.text))
