"""What the engine made of a visitor's message, before it is stored."""

from dataclasses import dataclass

from storage.reply import Reply


@dataclass(frozen=True)
class Answer:
    """Replies, and what was understood."""

    replies: tuple[Reply, ...]
    topics: tuple[tuple[str, float, str], ...] = ()
    """Name, confidence (0 to 1) and the part of the message that it is about."""
    intent: str | None = None
    confidence: float | None = None
    ranking: tuple[tuple[str, float], ...] = ()
    """Name and confidence of the likeliest topics."""
    language: str | None = None
    urgent: bool = False
    unanswered: bool = False
    engine_ms: float | None = None
