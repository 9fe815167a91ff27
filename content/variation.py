"""One way to say a response."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Variation:
    """One way to say a response.

    Attributes:
        topic: Full name, such as ``faq/risks``.
        number: Place among the topic's variations, from 0.
        text: The short answer.
        about: Its metadata.
        buttons: What its own buttons say, beside those that lead to topics.
    """

    topic: str
    number: int
    text: str
    about: dict[str, Any]
    buttons: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The language that it is in, as components/nlg.py takes it."""
        return str(self.about.get("language", "en"))

    @property
    def more(self) -> str:
        """The longer answer, or nothing."""
        return str(self.about.get("more") or "")

    @property
    def version(self) -> str:
        """Version of the short answer, as components/nlg.py names it to visitors' messages."""
        return version_of(self.text)

    @property
    def wording(self) -> str:
        """Version of the whole wording, short and longer: what a clinician signs."""
        return version_of(f"{self.text}\n\n{self.more}")

    def __str__(self) -> str:
        return f"{self.topic}[{self.about.get('language', self.number)}]"


def version_of(text: str) -> str:
    """Gives the version of a text: 12 hexadecimal digits that change whenever it does."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
