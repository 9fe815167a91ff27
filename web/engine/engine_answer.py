"""The engine's answer to a message."""

from typing import Annotated

from pydantic import BaseModel, Field

from storage.answer import Answer
from storage.reply import Reply
from web.clean_text import CleanText
from web.engine.engine_reply import EngineReply
from web.engine.understanding import Share, Understanding

RANKING_KEPT = 5

Replies = Annotated[list[EngineReply], Field(min_length=1)]


class EngineAnswer(BaseModel, strict=True):
    """Replies (never none) together with what was understood."""

    replies: Replies
    understood: Understanding
    ms: Share | None = None
    model: CleanText = ""
    active_form: CleanText | None = None
    forget_details: bool = False
    """The visitor refused or cancelled: what was given for it must not be kept."""

    def to_storage(self) -> Answer:
        """Put it as the storage takes it."""
        seen = self.understood
        return Answer(
            replies=to_replies(self.replies, self.model),
            topics=tuple((topic.name, topic.confidence, topic.text) for topic in seen.topics),
            intent=seen.intent,
            confidence=seen.confidence,
            ranking=tuple((rank.name, rank.confidence) for rank in seen.ranking[:RANKING_KEPT]),
            language=seen.language,
            urgent=seen.urgent,
            unanswered=seen.unanswered,
            engine_ms=self.ms,
            masked_text=seen.masked_text,
            form=self.active_form,
            forget_details=self.forget_details,
        )


def to_replies(replies: list[EngineReply], model: str = "") -> tuple[Reply, ...]:
    """Put the engine's replies as the storage takes them.

    Args:
        replies: What the engine says.
        model: Name of the model that chose them.

    Returns:
        The same replies.
    """
    return tuple(
        Reply(
            text=reply.text,
            buttons=tuple((button.title, button.payload) for button in reply.buttons),
            topic=reply.topic,
            source=reply.source,
            reviewed_by=reply.reviewed_by,
            reviewed_on=reply.reviewed_on,
            version=reply.version,
            model=model,
            masked=reply.masked,
        )
        for reply in replies
    )
