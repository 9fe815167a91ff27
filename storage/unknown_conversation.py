"""A conversation is asked for that is not there."""


class UnknownConversation(Exception):  # noqa: N818 - it reads as what happened
    """There is no such conversation, or it was erased."""
