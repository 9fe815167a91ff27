"""Sees phone numbers and e-mail addresses, whatever else a message says."""

from __future__ import annotations

import re

# At least seven digits with what people put between them, or anything around an @.
CONTACT_DETAILS = re.compile(
    r"[^\s<>,;:()\[\]\"]+@[^\s<>,;:()\[\]\"]+"
    r"|(?<![\w#])(?:\+|00)?\(?\d(?:[ \t.\-–/()]{0,2}\d){6,14}(?![\w%])"
)


_DATE = re.compile(r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
PHONE_DIGITS = 9  # fewer may be a price, a date or a count


def has_contact_details(text: str) -> bool:
    """Tells whether a text surely holds a phone number or an e-mail address."""
    found = CONTACT_DETAILS.finditer(_DATE.sub(" ", text))
    return any("@" in m.group() or sum(map(str.isdigit, m.group())) >= PHONE_DIGITS for m in found)
