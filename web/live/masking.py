"""Hides phone numbers and e-mail addresses in what people write to each other."""

from __future__ import annotations

import re

from phonenumbers import Leniency, PhoneNumberMatcher

LABEL = "[contact]"
_MAIL = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\s@<>(),;:.]{2,}")
_DIGITS = re.compile(r"\d(?:[ ./()-]{0,2}\d){6,}")


def masked(text: str, region: str) -> str:
    """Hide contact details; rather a number too many than one too few.

    Args:
        text: What somebody wrote.
        region: Country of numbers without a country code (two letters).

    Returns:
        The text, with a label in the place of each detail.
    """
    hidden = _MAIL.sub(LABEL, text)
    found = PhoneNumberMatcher(hidden, region, leniency=Leniency.POSSIBLE)
    for match in reversed(list(found)):
        hidden = hidden[: match.start] + LABEL + hidden[match.end :]
    return _DIGITS.sub(LABEL, hidden)
