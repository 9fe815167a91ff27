"""What staff type to name a person is read as it was stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.contact import read_contact


@pytest.mark.parametrize(
    ("answer", "kind", "value"),
    [
        ("KX-4821", "reference", "KX-4821"),
        (" kx4821 ", "reference", "KX-4821"),
        ("k x - 4821", "reference", "KX-4821"),
        ("KX 4821", "reference", "KX-4821"),
        ("617 555 0134", "phone", "+16175550134"),
        ("(617) 555-0134", "phone", "+16175550134"),
        ("+44 20 7946 0018", "phone", "+442079460018"),
        ("Maria@Example.ORG", "email", "Maria@example.org"),
        ("nobody", "phone", "nobody"),
        ("", "phone", ""),
    ],
)
def test_spellings(answer: str, kind: str, value: str) -> None:
    """References, numbers and addresses in the spellings that people use."""
    assert read_contact(answer, "US") == (kind, value)


def test_region() -> None:
    """A number without a country code is one of the clinic's country."""
    assert read_contact("020 7946 0018", "GB") == ("phone", "+442079460018")


@given(st.text())
def test_anything_is_read(answer: str) -> None:
    """No text is an error; at worst nobody is found by it."""
    assert read_contact(answer, "US")[0] in ("reference", "email", "phone")
