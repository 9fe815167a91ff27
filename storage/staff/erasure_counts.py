"""How much an erasure takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ErasureCounts:
    """Numbers of rows; the conversations count their messages and leads."""

    conversations: int
    messages: int
    leads: int
