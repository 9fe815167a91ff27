"""What the assistant says, before it is stored."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """One reply to be stored."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    """Pairs of title and payload."""
    masked: str | None = None
    """The text without the visitor's details; None: it has none."""
    topic: str | None = None
    source: str | None = None
    reviewed_by: str = ""
    reviewed_on: str = ""
    version: str = ""
    model: str = ""
    honest_line: bool = False
