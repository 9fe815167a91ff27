"""A request that is stored."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SavedLead:
    """Its reference, and whether this call stored it."""

    reference: str
    is_new: bool
    """False: the same run of the form was stored before, and nothing was added."""
