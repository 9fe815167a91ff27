"""How far a rotation came."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RotationStep:
    """One batch of conversations."""

    last_id: str | None
    """Id of the last conversation; the next batch starts after it. None: there was none."""
    conversations: int
    changed: int
    """Texts sealed again and fingerprints made again."""
