"""Splits a message into the parts that may each ask for something else."""

from __future__ import annotations

import re

# A joint between clauses counts only where a question or a request begins behind it: 'risks and
# side effects' stays whole, 'what are the risks and how much is it' becomes two parts.
_OPENERS = (
    r"what|whats|what's|how|hows|when|where|who|whos|whose|which|why|is|isn't|are|aren't|was|do|"
    r"does|doesn't|did|can|could|would|will|should|may|has|have you|am i|any(?:one|body)?|tell me|"
    r"also|plus|i(?:'d| would) (?:like|love)|i want|i need|i(?:'m| am) (?:wondering|curious)|"
    r"please|pls|book|give me|show me|send me|if|whether|wat|wots|r there|price|cost"
)
_STRONG = re.compile(r"(?<=[?!])\s*(?=\S)|[\n\r;]+|(?<=[^\W\d]{2}[.…])\s+(?=\S)")
_JOINT = re.compile(
    rf"(?:\s*,\s*(?:and|but|or|so|then|also|plus)?\s*|\s+(?:and|but|also|plus|then|&|\+)\s+)"
    rf"(?=(?:{_OPENERS})\b)",
    re.IGNORECASE,
)
_LIST_JOINT = re.compile(r"\s*[,/&+]\s*|\s+(?:and|or|plus|n)\s+", re.IGNORECASE)
MAX_PARTS = 8
MAX_FRAGMENT_WORDS = 4


def split_message(text: str, sentences: list[str]) -> list[str]:
    """Splits a message into its parts: sentences, questions in a row, joined clauses.

    Args:
        text: The whole message.
        sentences: Its sentences as spaCy sees them.

    Returns:
        The parts in order, at most ``MAX_PARTS`` (the last ones are kept: the question stands at
        the end of a story). A message of one part gives a list of one.
    """
    parts: list[str] = []
    for sentence in sentences or [text]:
        for piece in _STRONG.split(sentence):
            parts.extend(_JOINT.split(piece))
    parts = [part.strip(" \t,-–—") for part in parts]
    parts = [part for part in parts if re.search(r"\w", part)]
    if len(parts) <= 1:
        parts = fragments(text) or [text]
    return parts[-MAX_PARTS:]


def fragments(text: str) -> list[str]:
    """Splits a bare list of key words ('cost, recovery and risks'); empty if it is none."""
    pieces = [piece.strip(" ?!.") for piece in _LIST_JOINT.split(text)]
    pieces = [piece for piece in pieces if re.search(r"\w", piece)]
    short = all(len(piece.split()) <= MAX_FRAGMENT_WORDS for piece in pieces)
    return pieces if len(pieces) > 1 and short else []
