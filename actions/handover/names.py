"""Finds what a visitor is called, in any script, and tells names from other words."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from actions.handover.prose import is_nonsense, without_frame

MOST_WORDS = 6
MOST_LETTERS = 80
_JOINING = "'’‘`´.-‐·"
# What comes before a name.
_INTRODUCED = re.compile(
    r"\b(?:my name(?: is|'s|’s)?|name(?: is|'s|’s)|names|name ?:|this is|i am|i'm|i’m|im|it's|it’s|"
    r"its|call me|i go by|(?:ask|asking) for|"
    r"me llamo|mi nombre es|je m['’]appelle|ich hei(?:ß|ss)e|mein name ist)\s+(?:called )?",
    re.IGNORECASE,
)
# These are said of many things ('I'm worried'): what follows must look like a name by itself.
_WEAK = re.compile(r"^(?:i am|i'm|i’m|im|it's|it’s|its|this is|call me|ask)", re.IGNORECASE)
_BEFORE_HERE = re.compile(r"^\W*(?:(?:hi|hello|hey)\W+)?(.{1,40}?)\s+here\b", re.IGNORECASE)
_END = re.compile(
    r"[,;:!?()\n\d@/]|(?<=\w{4})\.(?=\s|$)|\s[-–]\s|\b(?:and|but|my|at|on|you|please|call|phone|number|email|"
    r"e-mail|mail|text|here|from|with|is|it|i|i'm|im|thanks|thank|or|u|pls|plz|thx|cell|mobile|tel)\b",
    re.IGNORECASE,
)
_LAST_FIRST = re.compile(r"[^\s,]+, [^\s,]+")  # 'Smith, John'
# Small words inside names, which stay in lower case.
_PARTICLES = {
    *("al", "bin", "da", "das", "de", "del", "der", "di", "do", "dos", "du", "el", "la", "le"),
    *("of", "ten", "van", "von", "y", "zu"),
}
# Words that are in no name. 'will', 'may', 'mark', 'hope' and their like are left out.
_NO_NAMES = frozenset(Path(__file__).with_name("no_names.txt").read_text().split())


def find_name(text: str, asked: bool, people: tuple[str, ...] = ()) -> str | None:
    """Find the name that a visitor tells.

    Args:
        text: What was written, without contact and time.
        asked: The name was asked for just now, so that it may stand alone.
        people: Names of persons that the engine found in it.

    Returns:
        The name as it was written, or None.
    """
    text = text.strip()
    for introduced in _INTRODUCED.finditer(text):
        name = _clean(_END.split(text[introduced.end() :], maxsplit=1)[0])
        weak = _WEAK.match(introduced.group()) is not None
        if name and is_name(name) and (not weak or asked or _stands_out(name, people)):
            return name
    here = _BEFORE_HERE.match(text)
    if here and is_name(_clean(here[1])) and (asked or _stands_out(here[1], people)):
        return _clean(here[1])
    if not asked:
        return None
    bare = without_frame(text)
    if _LAST_FIRST.fullmatch(bare) and all(map(is_name, bare.split(", "))):
        return bare
    for piece in re.split(r"[,;:\n|/]|\s[-–]\s|(?<=\w{4})\.\s", bare):
        name = _clean(without_frame(piece.strip()))
        if name and is_name(name):
            return name
    return None


def is_name(text: str) -> bool:
    """Tell a name from nonsense, commands and other words.

    Args:
        text: Words without a comma or the like.
    """
    words = text.split()
    if not 0 < len(words) <= MOST_WORDS or len(text) > MOST_LETTERS:
        return False
    if not all(map(_is_name_word, words)) or not any(map(_has_letter, words)):
        return False
    common = [word for word in words if _plain(word) in _NO_NAMES]
    # 'Long Nguyen' has a common word in it and is written as a name.
    return not common or (
        len(common) == 1 < len(words) and words[-1] not in common and is_written_as_name(text)
    )


def without_particles(name: str) -> list[str]:
    """Give the words of a name but 'de', 'van' and their like."""
    return [word for word in name.split() if word not in _PARTICLES]


def _is_name_word(word: str) -> bool:
    letters = [sign for sign in word if sign not in _JOINING]
    return all(unicodedata.category(sign)[0] in "LM" for sign in letters) and not is_nonsense(word)


def _plain(word: str) -> str:
    return re.sub(r"\W", "", word.lower())


def _has_letter(word: str) -> bool:
    return any(unicodedata.category(sign)[0] == "L" for sign in word)


def _stands_out(name: str, people: tuple[str, ...]) -> bool:
    """Tell whether all words are written as names are, or the engine knows it as one."""
    return any(name.lower() in person.lower() for person in people) or is_written_as_name(name)


def is_written_as_name(text: str) -> bool:
    """Tell whether all words but 'de', 'van' and their like begin as names do."""
    return not any(word[0].islower() for word in without_particles(text))


def _clean(text: str) -> str:
    return text.strip(' \t"“”«»()[]*_,;:!?').rstrip(".") if text else ""


def name_after_to(text: str) -> str | None:
    """Find the new name in 'change my name to Mario'."""
    _, to, after = text.rpartition(" to ")
    return find_name(after, asked=True) if to else None
