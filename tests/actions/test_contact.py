"""A phone number or an e-mail address is found in whatever people write around it."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.handover.contact import Contact, ContactProblem, find_contact

BOSTON = "+16175550134"
# Words around a contact that are none themselves.
AROUND = st.text(st.sampled_from("abc defg, hij;\n!?"), max_size=30)
US_NUMBERS = st.builds(
    lambda area, exchange, line: f"{area}{exchange}{line:04}",
    st.integers(200, 999),
    st.integers(200, 999),
    st.integers(0, 9999),
)
SHAPES = st.sampled_from(
    ["{}{}{}", "{} {} {}", "{}-{}-{}", "{}.{}.{}", "({}) {}-{}", "1-{}-{}-{}", "+1 {} {} {}"]
)


@pytest.mark.parametrize(
    "text",
    [
        *("617 555 0134", "6175550134", "617.555.0134", "617-555-0134", "(617) 555-0134"),
        *("1-617-555-0134", "+1 (617) 555 0134", "call me: 617 555 0134!", "617 55 501 34"),
        *("maria@ or 617 555 0134", "my cell is 6175550134 thx", "tel:617-555-0134"),
    ],
)
def test_shapes_of_a_number(text: str) -> None:
    """Each way to type a number gives the same E.164."""
    found = find_contact(text, "US")
    assert isinstance(found, Contact)
    assert (found.value, found.channel) == (BOSTON, "phone")
    assert found.raw in text


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("+49 30 901820", "US", "+4930901820"),
        ("+44 (0)20 7946 0112", "US", "+442079460112"),
        ("020 7946 0112", "GB", "+442079460112"),
        ("06 12 34 56 78", "FR", "+33612345678"),
    ],
)
def test_other_countries(text: str, region: str, value: str) -> None:
    """A country code wins over the clinic's own country."""
    found = find_contact(text, region)
    assert isinstance(found, Contact)
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("maria@example.org", "maria@example.org"),
        ("it's Maria.Lopez@Example.ORG.", "Maria.Lopez@example.org"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("<maria+hair@example.org>", "maria+hair@example.org"),
        ("maria @ gmail.com", "maria@gmail.com"),
        ("maria at gmail dot com", "maria@gmail.com"),
        ("maria dot lopez at example dot co dot uk", "maria.lopez@example.co.uk"),
        ("maria@example.org or 617 555 0134", "maria@example.org"),
    ],
)
def test_shapes_of_an_address(text: str, value: str) -> None:
    """Written, spaced and spoken addresses are found; the first contact is taken."""
    found = find_contact(text, "US")
    assert isinstance(found, Contact)
    assert (found.value, found.channel, found.shown) == (value, "email", value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("55501", ContactProblem.PHONE),
        ("555-0134", ContactProblem.PHONE),
        ("617555013455555555", ContactProblem.PHONE),
        ("maria@", ContactProblem.EMAIL),
        ("maria@gmail", ContactProblem.EMAIL),
        ("maria..lopez@example.org", ContactProblem.EMAIL),
        ("after 5", None),
        ("between 10 and 12", None),
        ("meet me at noon", None),
        ("@", None),
        ("", None),
    ],
)
def test_what_is_none(text: str, problem: ContactProblem | None) -> None:
    """Half a contact is told from a time or from no contact at all."""
    assert find_contact(text, "US") is problem


@given(US_NUMBERS, SHAPES, AROUND, AROUND)
def test_any_number_in_any_sentence(number: str, shape: str, before: str, after: str) -> None:
    """A number that is possible is found between words, however it is typed."""
    typed = shape.format(number[:3], number[3:6], number[6:])
    found = find_contact(f"{before} {typed} {after}", "US")
    assert isinstance(found, Contact)
    assert found.value == f"+1{number}"
    assert phonenumbers.is_possible_number(phonenumbers.parse(found.shown))


@given(
    st.from_regex(r"[a-z][a-z0-9]{0,12}(\.[a-z0-9]{1,8})?", fullmatch=True),
    st.from_regex(r"[a-z][a-z0-9]{1,12}\.(com|org|net|de)", fullmatch=True),
    AROUND,
    AROUND,
)
def test_any_address_in_any_sentence(name: str, site: str, before: str, after: str) -> None:
    """An address is found between words, its full stop or question mark left out."""
    found = find_contact(f"{before} {name}@{site}. {after}", "US")
    assert isinstance(found, Contact)
    assert found.value == f"{name}@{site}"


@given(st.text(max_size=1000))
def test_any_text(text: str) -> None:
    """No text raises, and what is found is of a length that can be stored."""
    found = find_contact(text, "US")
    if isinstance(found, Contact):
        assert found.raw in text
        assert len(found.value) <= 254
        assert found.shown
