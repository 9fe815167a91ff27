"""Splits a message into the parts that may each ask for something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

from spacy.lang.en.stop_words import STOP_WORDS as _EMPTY_WORDS

# Where a question or a request begins.
_OPENER = (
    r"(?:what|what's|whats|wat|how|how's|hows|when|where|who|who's|whos|whose|which|why|is|isn't|"
    r"are|aren't|was|do|does|doesn't|did|can|could|would|will|should|may|has|am i|"
    r"have you|anyone|anybody|tell me|i'd (?:like|love)|i would (?:like|love)|i want|i need|"
    r"i'm (?:wondering|curious)|please|pls|book|give me|show me|send me|if|whether|"
    r"i only|i just|just|only)\b"
)
# A word of two letters or more that is not written short: 'Dr. Parikh' is one name.
_NOT_SHORTENED = r"(?<=[^\W\d]{2})(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bvs)"
# The end of a sentence, and a joint with a question behind it: parts of their own, always.
_STRONG = re.compile(
    rf"(?<=[?!])\s*(?=\S)|[\n\r;]+|(?:^|\s+)\d[.)]\s+|{_NOT_SHORTENED}[.…]+\s+(?=\S)"
    rf"|\s*:\s+(?={_OPENER})"
    rf"|(?:\s*,\s*(?:and|but|or|so|then|also|plus)?\s*|\s+(?:and|but|also|plus|then|&|\+)\s+)"
    rf"(?={_OPENER})",
    re.IGNORECASE,
)
# Where a second question may begin without a sign, or a list go on: only if both sides make sense.
_WEAK = re.compile(
    r"\s*[,/&+]\s*(?:and\s+)?|\s+(?:and|plus|also|n)\s+"
    r"|\s+(?=(?:is|are|does|do|can|could|would|will|should) (?:it|this|there|they|i|u|you|the|my)\b"
    r"|how (?:much|many|long|soon|often|safe|do|does|is|are)\b|how much$"
    r"|what (?:is|are|do|does|about|if|happens)\b|whats\b|when (?:do|does|will|can|is)\b"
    r"|who (?:is|are|does|do|will)\b|where (?:is|are|do|r)\b|why (?:is|are|do|does)\b)",
    re.IGNORECASE,
)
MAX_PARTS = 8
MAX_JOINTS = 4
MIN_WORDS_BEFORE = 3  # a second question with no sign before it comes after a whole first one
# What joins parts and says nothing alone.
_JOINERS = re.compile(r"^(?:and|but|or|so|then|also|plus|well|ok)?\W*$", re.IGNORECASE)
_EDGES = " \t,-–—&+/"


@dataclass(frozen=True)
class Part:
    """A part of a message.

    Attributes:
        text: The part.
        splits: Other ways to see it: lists of two or more pieces, in order.
    """

    text: str
    splits: tuple[tuple[str, ...], ...] = ()

    def texts(self) -> list[str]:
        """Gives the part and all pieces that it may consist of, each once."""
        return list(dict.fromkeys([self.text, *(piece for s in self.splits for piece in s)]))


def split_message(text: str, sentences: list[str]) -> list[Part]:
    """Splits a message into its parts: sentences, questions in a row, joined clauses.

    Args:
        text: The whole message.
        sentences: Its sentences as spaCy sees them.

    Returns:
        The parts in order, at most ``MAX_PARTS`` (the last ones are kept: the question stands at
        the end of a story). A message of one part gives a list of one.
    """
    pieces = [piece for sentence in sentences or [text] for piece in _STRONG.split(sentence)]
    texts = [piece.strip(_EDGES) for piece in pieces if not _JOINERS.match(piece)] or [text]
    return [Part(part, _splits(part)) for part in texts[-MAX_PARTS:]]


def _says_something(piece: str) -> bool:
    """Tells a piece that may be a question from mere function words ('when', 'are they')."""
    words = [word for word in re.findall(r"[\w']+", piece.lower()) if word not in _EMPTY_WORDS]
    return bool(words) or re.match(r"how (?:much|many|long|soon)\b", piece, re.I) is not None


def _is_joint(part: str, joint: re.Match[str]) -> bool:
    """Tells a joint from the middle of a question: 'how long is the recovery' has none."""
    before, after = part[: joint.start()], part[joint.end() :]
    signed = bool(joint.group().strip(" "))  # a comma or an 'and', not a mere space
    enough = len(before.split()) >= (1 if signed else MIN_WORDS_BEFORE)
    return enough and bool(after.strip())


def _splits(part: str) -> tuple[tuple[str, ...], ...]:
    """Gives the ways to cut a part at its weak joints, the fewest cuts first."""
    joints = [joint for joint in _WEAK.finditer(part) if _is_joint(part, joint)]
    if not 0 < len(joints) <= MAX_JOINTS:
        return ()
    ways = []
    for count in range(1, len(joints) + 1):
        for chosen in combinations(joints, count):
            starts = [0, *(joint.end() for joint in chosen)]
            ends = [*(joint.start() for joint in chosen), len(part)]
            pieces = [part[a:b].strip(_EDGES) for a, b in zip(starts, ends, strict=True)]
            if all(_says_something(piece) for piece in pieces):
                ways.append(tuple(pieces))
    return tuple(ways)
