"""A correction as staff see it in the review queue."""

from dataclasses import dataclass

from storage.tables import Correction


@dataclass(frozen=True)
class QueuedCorrection:
    """A correction with what it corrects."""

    correction: Correction
    conversation_id: str
    seq: int
    text: str
    """Masked."""
    understood: str | None
    """What the message was taken for."""
    proposer: str
    """Name of the member of staff who proposed it."""
