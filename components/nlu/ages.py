"""Reads how old somebody is from what they write."""

from __future__ import annotations

import re

ADULT = 18
_YOUNGEST, _OLDEST = 5, 110
# 'I'm 17', 'she is 45', 'aged 62', '16 yo', 'a 15-year-old'; not 'since I was 17', 'I'm 12 weeks',
# 'I'm 5'6'.
_AGE = re.compile(
    r"(?:\b(?:i ?'?m|i am|im|he'?s|she'?s|he is|she is|(?:son|daughter|kid|child|boy|girl) is|"
    r"aged?|turn(?:ed|ing)?|just)\s+(?:only |just |now |nearly |almost |about )*(\d{1,3})"
    r"(?!\s*(?:weeks?|days?|months?|hours?|minutes?|%|lbs?|kg|stone|st\b|ft|cm|sessions?|th\b|[.,]?\d|['\u2019\"]))"
    r"|\b(\d{1,3})\s*-?\s*(?:yo\b|y/o|years?[- ]old|yrs?[- ]old"
    # 'six years on finasteride' tells no age.
    r"|yrs?\b(?!\s*(?:on|of|in|ago|since|for|at|with|now|later|back|and)\b)))",
    re.IGNORECASE,
)


def ages(text: str) -> list[int]:
    """Gives the present ages that a text tells, in order; those of the past are left out."""
    found = [int(first or second) for first, second in _AGE.findall(text)]
    return [age for age in found if _YOUNGEST <= age <= _OLDEST]
