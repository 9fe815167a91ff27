"""Why a change to the accounts is refused."""


class EmailTakenError(Exception):
    """There is an account with this address already."""


class LastAdminError(Exception):
    """No admin would be left who can sign in."""
