"""Finds the phone number or e-mail address in what a visitor writes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

_EMAIL = re.compile(r"[^\s<>,;:()\[\]\"]+@[^\s<>,;:()\[\]\"]*")
# 'maria at gmail dot com', as telephones write down what they hear.
_SPOKEN_EMAIL = re.compile(
    r"\b([\w.+-]+) +(?:at|\(at\)|\[at\]) +([\w-]+(?: +dot +[\w-]+)*) +(?:dot|\(dot\)|\[dot\]) +"
    r"([a-z]{2,})\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d")
TRIED_DIGITS = 5  # fewer are a time, an age or a house
_TAIL = ".!?'…"


class ContactProblem(Enum):
    """What is wrong with something that was meant as a contact."""

    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True)
class Contact:
    """A way to reach a visitor.

    Attributes:
        value: E.164 number or normalised e-mail address.
        raw: As it was typed.
    """

    value: str
    raw: str

    @property
    def channel(self) -> str:
        """`phone` or `email`."""
        return "email" if "@" in self.value else "phone"

    @property
    def shown(self) -> str:
        """As people write it."""
        if self.channel == "email":
            return self.value
        number = phonenumbers.parse(self.value)
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def find_contact(text: str, region: str) -> Contact | ContactProblem | None:
    """Find the first contact in a text.

    Args:
        text: What the visitor wrote.
        region: Country of numbers without a country code, such as `US`.

    Returns:
        The contact; what is wrong with something that was meant as one; None: there is none.
    """
    return _find_email(text) or _find_phone(text, region)


def _find_email(text: str) -> Contact | ContactProblem | None:
    found = _EMAIL.search(text)
    spoken = None if found else _SPOKEN_EMAIL.search(text)
    if found:
        raw = found.group().rstrip(_TAIL)
        address = raw
    elif spoken:
        raw = spoken.group()
        domain = re.sub(r" +dot +", ".", spoken[2], flags=re.IGNORECASE)
        address = f"{spoken[1]}@{domain}.{spoken[3]}"
    else:
        return None
    try:
        return Contact(validate_email(address, check_deliverability=False).normalized, raw)
    except EmailNotValidError:
        return None if raw == "@" else ContactProblem.EMAIL


def _find_phone(text: str, region: str) -> Contact | ContactProblem | None:
    for match in PhoneNumberMatcher(text, region, leniency=Leniency.POSSIBLE):
        # Not one that works within a town only: the clinic may be in another.
        reason = phonenumbers.is_possible_number_with_reason(match.number)
        if reason == phonenumbers.ValidationResult.IS_POSSIBLE:
            value = phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
            return Contact(value, match.raw_string)
    return ContactProblem.PHONE if len(_DIGITS.findall(text)) >= TRIED_DIGITS else None
