"""An address that somebody else signs in with."""


class EmailTakenError(Exception):
    """There is an account with this address already."""
