"""A request is refused because of its number."""


class TooManyLeads(Exception):  # noqa: N818 - it reads as what happened
    """The visitor or the contact reached the limit of 24 hours; nothing was stored."""
