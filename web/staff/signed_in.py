"""Who is signed in at a request."""

from dataclasses import dataclass

from storage.tables import Account


@dataclass(frozen=True)
class SignedIn:
    """The account of a request, and what every page shows of it."""

    account: Account
    token_hash: str
    """Its session in the database."""
    dead_notices: int
    """Notices that could not be sent; 0 for those who can do nothing about it."""
