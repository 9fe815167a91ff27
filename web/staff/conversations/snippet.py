"""The part of a message around the words that a search found."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from storage.review.search_words import SearchWords

BEFORE = 60
LONGEST = 220


def snippet(text: str, words: SearchWords) -> Markup:
    """Cut a message down to what was found in it, and mark that.

    Args:
        text: The masked text.
        words: What was searched for.

    Returns:
        HTML in which all of the message's own signs are escaped.
    """
    pattern = _pattern(words)
    first = pattern.search(text)
    start = max(0, first.start() - BEFORE) if first else 0
    if start:
        # Words are not cut in two: it begins after the next space, if there is one before the hit.
        space = text.find(" ", start, first.start() if first else None)
        start = space + 1 if space >= 0 else start
    cut = text[start : start + LONGEST]
    marked = Markup()
    done = 0
    for found in pattern.finditer(cut):
        marked += escape(cut[done : found.start()]) + Markup("<mark>{}</mark>").format(found[0])
        done = found.end()
    dots = ("… " if start else "", " …" if start + LONGEST < len(text) else "")
    return Markup("{}{}{}{}").format(dots[0], marked, cut[done:], dots[1])


def _pattern(words: SearchWords) -> re.Pattern[str]:
    """Match the parts of a search at the beginnings of words."""
    parts = (r"[\W_]+".join(re.escape(word) for word in part) for part in words.parts)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})", re.IGNORECASE)
