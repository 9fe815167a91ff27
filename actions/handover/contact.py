"""Finds the phone number or e-mail address in what a visitor writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

_EMAIL = re.compile(r"[^\s<>,;:()\[\]\"]+@[^\s<>,;:()\[\]\"]*")
# 'maria at gmail dot com', as telephones write down what they hear.
_SPOKEN_EMAIL = re.compile(
    r"\b([\w.+-]+(?: +dot +[\w.+-]+)*) +(?:at|\(at\)|\[at\]) +"
    r"([\w-]+(?: +dot +[\w-]+)*) +(?:dot|\(dot\)|\[dot\]) +([a-z]{2,})\b",
    re.IGNORECASE,
)
_SPACED_EMAIL = re.compile(r"\b([\w.+-]+) *@ *([\w-]+(?:\.[\w-]+)+)")
_DOT = re.compile(r" +dot +", re.IGNORECASE)
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
    email = _find_email(text)
    if isinstance(email, Contact):
        return email
    phone = _find_phone(text, region)
    return phone if isinstance(phone, Contact) else email or phone


def _find_email(text: str) -> Contact | ContactProblem | None:
    for raw, address in _addresses(text):
        try:
            return Contact(validate_email(address, check_deliverability=False).normalized, raw)
        except EmailNotValidError:
            continue
    return ContactProblem.EMAIL if _EMAIL.search(text) else None


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """Give what may be an e-mail address: as it was typed, and as it is written."""
    for found in _EMAIL.finditer(text):
        raw = found.group().rstrip(_TAIL)
        yield raw, raw
    for found in _SPACED_EMAIL.finditer(text):
        yield found.group(), f"{found[1]}@{found[2]}"
    for found in _SPOKEN_EMAIL.finditer(text):
        name, site = _DOT.sub(".", found[1]), _DOT.sub(".", found[2])
        yield found.group(), f"{name}@{site}.{found[3]}"


def _find_phone(text: str, region: str) -> Contact | ContactProblem | None:
    for match in PhoneNumberMatcher(text, region, leniency=Leniency.POSSIBLE):
        # Not one that works within a town only: the clinic may be in another.
        reason = phonenumbers.is_possible_number_with_reason(match.number)
        if reason == phonenumbers.ValidationResult.IS_POSSIBLE:
            value = phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
            return Contact(value, match.raw_string)
    return ContactProblem.PHONE if len(_DIGITS.findall(text)) >= TRIED_DIGITS else None
