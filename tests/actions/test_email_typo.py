"""A slip in an address is pointed out; a right address is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.handover.email_typo import suggest_email


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("m@gmial.com", "m@gmail.com"),
        ("m@gmal.com", "m@gmail.com"),
        ("m@gmail.con", "m@gmail.com"),
        ("m@hotmial.com", "m@hotmail.com"),
        ("m@yaho.com", "m@yahoo.com"),
        ("m@outlok.com", "m@outlook.com"),
        ("m@iclod.com", "m@icloud.com"),
        ("m@mybusiness.con", "m@mybusiness.com"),
    ],
)
def test_slips(typed: str, meant: str) -> None:
    """Common slips have a suggestion."""
    assert suggest_email(typed) == meant


@pytest.mark.parametrize(
    "address",
    [
        *("m@gmail.com", "m@mail.com", "m@gmx.de", "m@example.org", "m@harvard.edu", "m@me.com"),
        *("m@clinic.co.uk", "m@GMAIL.com", "m@hey.com", "m@bu.edu"),
    ],
)
def test_right_ones(address: str) -> None:
    """Nobody with a right address is bothered."""
    assert suggest_email(address) is None


@given(st.text(max_size=100))
def test_any_text(text: str) -> None:
    """No text raises; a suggestion is another address that needs no suggestion itself."""
    suggestion = suggest_email(text)
    assert suggestion != text or suggestion is None
    if suggestion:
        assert suggest_email(suggestion) is None
