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
    masked_text: str | None = None
    """The message without its contact details; None: it has none."""
    form: str | None = None
    """The form that is open after this turn."""
    forget_details: bool = False
    """The visitor refused or cancelled: details given for it must not be kept."""

    @property
    def is_honest_line(self) -> bool:
        """Whether the engine did not answer: nothing is known of the message."""
        return any(reply.honest_line for reply in self.replies)
