"""What staff accepted, as the database has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.review.queued_correction import QueuedCorrection
from storage.tables import AnswerEdit, SignOff


@dataclass(frozen=True)
class Wishes:
    """What is to be written into the topics' files."""

    corrections: Sequence[QueuedCorrection]
    edits: Sequence[AnswerEdit]
    sign_offs: Sequence[SignOff]
