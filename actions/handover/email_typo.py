"""Guesses what was meant where an e-mail address looks mistyped."""

from __future__ import annotations

from difflib import get_close_matches

# Where nearly all private addresses are; a domain that is nearly one of them is likely a slip.
_KNOWN = (
    *("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "msn.com"),
    *("live.com", "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "protonmail.com"),
    *("proton.me", "me.com", "mac.com", "gmx.com", "googlemail.com", "ymail.com", "yahoo.co.uk"),
    *("hotmail.co.uk", "bellsouth.net", "cox.net", "earthlink.net"),
)
# Real ones that are near another real one.
_TRUE = {
    *_KNOWN,
    "mail.com",
    "gmx.de",
    "gmx.net",
    "email.com",
    "ymail.com",
    "live.co.uk",
    "hey.com",
}
_ENDINGS = {"con": "com", "cmo": "com", "ocm": "com", "vom": "com", "comm": "com", "nte": "net"}
NEARNESS = 0.84


def suggest_email(address: str) -> str | None:
    """Suggest another address where this one looks mistyped.

    Args:
        address: A valid, normalised address.

    Returns:
        The likely one, or None: it looks right.
    """
    name, _, domain = address.rpartition("@")
    domain = domain.lower()
    if domain in _TRUE:
        return None
    near = get_close_matches(domain, _KNOWN, n=1, cutoff=NEARNESS)
    if near:
        return f"{name}@{near[0]}"
    stem, _, ending = domain.rpartition(".")
    return f"{name}@{stem}.{_ENDINGS[ending]}" if ending in _ENDINGS else None
