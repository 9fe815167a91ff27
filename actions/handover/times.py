"""Finds when a visitor would like to be called."""

from __future__ import annotations

import re

ANY_TIME = "any time"

MOST_SIGNS = 80
MOST_SIGNS_BETWEEN = 25  # two times further apart are not one wish
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?|o'?clock|h\b)?|noon|midday|lunch(?:time)?|"
    r"work|school|dinner)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|"
    r"\d{1,2}(?:st|nd|rd|th)|\d{1,2}/\d{1,2}(?:/\d{2,4})?)\b"
)
_DAY = (
    r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?s?|weekdays?|week ?ends?|today|"
    r"tonight|tomorrow|tomm?orr?ow|tmrw|tmr|(?:next|this|any) (?:week|month|day))\b"
)
_PART = r"(?:mornings?|afternoons?|evenings?|nights?|noon|midday|lunch ?time)\b"
_PHRASE = re.compile(
    r"\b(?:(?:not|never|except|no earlier than|no later than) )?"
    rf"(?:(?:early|late|mid)[ -]?)?(?:(?:in |on |every |any )?(?:the )?(?:{_DATE}|{_DAY})|"
    rf"(?:in the |every |any )?{_PART}|"
    rf"(?:after|before|around|about|at|from|by|until|till?|between|past)\s+{_CLOCK}"
    rf"(?:\s*(?:and|to|-|–|until|till?)\s*{_CLOCK})?|"
    rf"\d{{1,2}}(?:[:.]\d\d)?\s*(?:(?:-|–|to)\s*\d{{1,2}}(?:[:.]\d\d)?\s*)?(?:[ap]\.?m\b\.?|o'?clock)|"
    r"any ?time|when ?ever|as soon as possible|asap|right (?:now|away)|now\b|"
    r"after (?:work|school|lunch|dinner))"
    # A time zone of the visitor's own.
    r"(?: (?:\w+ time\b|[ecmp][sd]?t\b|gmt\b|bst\b|cest?\b|cet\b|utc\b))?",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"^\W*(?:any ?time|when ?ever|what ?ever|any|all day|no (?:preference|idea)|idk|dunno|not sure|"
    r"(?:i )?(?:don'?t|do not) (?:care|mind|know)|(?:it )?(?:doesn'?t|does not) matter|"
    r"you (?:choose|decide|pick)|up to you|flexible|i(?:'m| am) (?:flexible|not sure))\b",
    re.IGNORECASE,
)
# 'Any day but Wednesday' is not any time.
_LIMIT = re.compile(
    r"\b(?:but|except|not|only|unless|besides|after|before|between|from|until|till?)\b",
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
    anyhow = _ANY.search(text)
    if anyhow and not _LIMIT.search(text[anyhow.end() :]):
        return ANY_TIME
    found = list(_PHRASE.finditer(text))
    if not found:
        return None
    start, end = found[0].span()
    for phrase in found[1:]:
        if phrase.start() - end <= MOST_SIGNS_BETWEEN and phrase.end() - start <= MOST_SIGNS:
            end = phrase.end()
    return text[start:end].strip(" ,.;")
