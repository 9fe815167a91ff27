"""Reads what staff type to name a person, in the form in which it is stored."""

from __future__ import annotations

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

_REFERENCE = re.compile(r"([A-Z])[\s-]*([A-Z])[\s-]*([0-9]{4})", re.IGNORECASE)


def read_contact(answer: str, region: str) -> tuple[str, str]:
    """Tell what was typed.

    Args:
        answer: A phone number, an e-mail address or a reference, in any spelling.
        region: Country of phone numbers without a country code (two letters).

    Returns:
        `reference`, `email` or `phone`, and the value as it is stored. What can not be read is
        returned as a phone number as it stands: nobody will be found by it.
    """
    answer = answer.strip()
    if match := _REFERENCE.fullmatch(answer):
        return "reference", f"{match[1]}{match[2]}-{match[3]}".upper()
    try:
        return "email", validate_email(answer, check_deliverability=False).normalized
    except EmailNotValidError:
        pass
    try:
        number = phonenumbers.parse(answer, region)
    except phonenumbers.NumberParseException:
        return "phone", answer
    e164: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return "phone", e164
