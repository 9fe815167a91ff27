"""A colleague was quicker."""


class AlreadyJoinedError(Exception):
    """Somebody else is in the conversation.

    Args:
        name: Their name.
    """

    def __init__(self, name: str) -> None:
        super().__init__("somebody else has joined")
        self.name = name
