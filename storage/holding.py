"""Everything that is stored of one conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.tables import Conversation, Lead, Message, Notice


@dataclass(frozen=True)
class Holding:
    """A conversation with all that hangs on it."""

    conversation: Conversation
    messages: Sequence[Message]
    """With their topics, buttons and feedback."""
    leads: Sequence[Lead]
    notices: Sequence[Notice]

    def counts(self) -> dict[str, int]:
        """Count it, by kind."""
        return {
            "conversations": 1,
            "messages": len(self.messages),
            "comments and verdicts": sum(message.feedback is not None for message in self.messages),
            "requests": len(self.leads),
            "notices": len(self.notices),
        }
