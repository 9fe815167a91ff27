"""What was written into the topics' files, and what was not."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Written:
    """The outcome of writing.

    Attributes:
        questions: Topic to how many questions it got.
        corrections: Message ids of the corrections that are taught now.
        correction_problems: Message id to why a correction is not.
        edits: Ids of the edits that are said now.
        edit_problems: Id to why an edit is not.
        signed: How many answers got a clinician's name that they did not have.
    """

    questions: dict[str, int] = field(default_factory=dict)
    corrections: list[int] = field(default_factory=list)
    correction_problems: dict[int, str] = field(default_factory=dict)
    edits: list[int] = field(default_factory=list)
    edit_problems: dict[int, str] = field(default_factory=dict)
    signed: int = 0

    @property
    def anything(self) -> bool:
        """Whether a file was changed."""
        return bool(self.corrections or self.edits or self.signed)
