"""Finds when a visitor would like to be called."""

from __future__ import annotations

import re

ANY_TIME = "any time"

_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?|o'?clock|h\b)?|noon|midday|lunch(?:time)?|"
    r"work|school|dinner)"
)
_DAY = (
    r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?s?|weekdays?|weekends?|today|tonight|"
    r"tomorrow|(?:next|this|any) (?:week|month|day)"
)
_PHRASE = re.compile(
    rf"\b(?:(?:early|late|mid)[ -]?)?(?:(?:in |on |every |any )?(?:the )?(?:{_DAY})|"
    r"(?:in the |every |any )?(?:mornings?|afternoons?|evenings?|nights?|noon|midday|lunch ?time)|"
    rf"(?:after|before|around|about|at|from|by|until|till?|between|past)\s+{_CLOCK}"
    rf"(?:\s*(?:and|to|-|–|until|till?)\s*{_CLOCK})?|"
    rf"\d{{1,2}}(?:[:.]\d\d)?\s*(?:(?:-|–|to)\s*\d{{1,2}}(?:[:.]\d\d)?\s*)?(?:[ap]\.?m\b\.?|o'?clock)|"
    r"any ?time|when ?ever|as soon as possible|asap|right (?:now|away)|now|"
    r"after (?:work|school|lunch|dinner))",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"^\W*(?:any ?time|when ?ever|any|all day|no preference|(?:i )?(?:don'?t|do not) (?:care|mind)|"
    r"(?:it )?(?:doesn'?t|does not) matter|you (?:choose|decide|pick)|up to you|flexible|"
    r"i(?:'m| am) flexible)\b",
    re.IGNORECASE,
)


def find_time(text: str) -> str | None:
    """Find a preferred time in a text.

    Args:
        text: What the visitor wrote, without a phone number in it.

    Returns:
        The words that tell it, from the first to the last ('tomorrow or friday after 3 pm');
        `ANY_TIME` where all times are good; None: it tells none.
    """
    if _ANY.search(text):
        return ANY_TIME
    found = list(_PHRASE.finditer(text))
    if not found:
        return None
    return text[found[0].start() : found[-1].end()].strip(" ,.;")
