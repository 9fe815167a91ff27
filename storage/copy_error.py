"""A database could not be copied or restored."""


class CopyError(Exception):
    """Its message says what happened and what to do."""
