"""Something is sealed with a key that nobody gave."""


class UnknownKeyError(Exception):
    """What was to be opened is sealed with a key that this vault lacks, or is no sealed text."""
