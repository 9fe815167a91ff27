"""What one file under data/ holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from content.variation import Variation


@dataclass(frozen=True)
class TopicFile:
    """What one file under ``data/`` holds.

    Attributes:
        path: The file, from the project's folder.
        lines: Full topic name to the lines of its questions as they stand there.
        variations: All ways to say all its responses.
    """

    path: Path
    lines: dict[str, list[str]]
    variations: list[Variation]

    @property
    def name(self) -> str:
        """The topic that a file of this name is for."""
        folder = self.path.parent.name
        return self.path.stem if folder == "dialogue" else f"{folder}/{self.path.stem}"
