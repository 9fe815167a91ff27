"""Reference numbers: short, easy to say on the phone, and not to be guessed from each other."""

import secrets

# Letters that are hard to mishear for one another or to misread for a digit.
LETTERS = "AHJKLRUWXY"
DIGITS = "0123456789"


def new_reference() -> str:
    """Draw a reference such as `KX-4821`; one of a million, not yet known to be free."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(2))
    digits = "".join(secrets.choice(DIGITS) for _ in range(4))
    return f"{letters}-{digits}"
