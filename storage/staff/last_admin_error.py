"""A change that would lock everybody out."""


class LastAdminError(Exception):
    """No admin would be left who can sign in."""
