"""A visitor's message together with the replies to it."""

from dataclasses import dataclass

from storage.tables import Message, Takeover


@dataclass(frozen=True)
class Exchange:
    """A stored message and its stored replies (none as long as it is not answered)."""

    message: Message
    replies: list[Message]
    takeover: Takeover | None = None
    """The person that was asked for or has joined, as of this answer."""

    @property
    def answered(self) -> bool:
        """Whether its replies are committed."""
        return self.message.answered_at is not None
