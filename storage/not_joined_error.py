"""Who is not in a conversation can not speak in it."""


class NotJoinedError(Exception):
    """This colleague is not in the conversation, or not any more."""
