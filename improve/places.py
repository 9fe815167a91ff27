"""Where things lie while a model is made better."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from settings import ROOT

# What a training reads; the new questions and answers go into a copy of data/.
READ = (
    "components",
    "config.yml",
    "credentials.yml",
    "docs",
    "domain.yml",
    "endpoints.yml",
    "logs",
)
TOOLS = (".venv", "scripts")


@dataclass(frozen=True)
class Places:
    """The checkout, and the folders beside its model.

    Attributes:
        root: The checkout, whose `data/` and model are only changed by going live or back.
    """

    root: Path = ROOT

    @property
    def model(self) -> Path:
        """The model that answers visitors."""
        return self.root / "var/models/assistant.tar.gz"

    @property
    def next(self) -> Path:
        """A copy of what a training reads, and the new model."""
        return self.root / "var/improve/next"

    @property
    def next_model(self) -> Path:
        """The new model."""
        return self.next / "models/assistant.tar.gz"

    @property
    def previous(self) -> Path:
        """What answered before the newest model went live: its model and its `data/`."""
        return self.root / "var/improve/previous"
