"""Tells Rasa's training cache when our own code changed: it looks at data and settings alone."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def source_fingerprint() -> str:
    """Gives a hash of all code of the pipeline."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


class CodeFingerprint:
    """Stands before ``GraphComponent``: changed code of ours counts as a change."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Gives what Rasa adds to the fingerprint of the component."""
        return source_fingerprint()
