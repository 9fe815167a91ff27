"""Another engine has answered in a conversation meanwhile."""


class ConversationMovedError(Exception):
    """What was read is no longer what is stored: nothing was written."""

    def __init__(self) -> None:
        super().__init__("another engine has written into this conversation")
