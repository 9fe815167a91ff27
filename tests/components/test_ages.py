"""Ages that a text tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.nlu.ages import ages


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I'm 17 and my hairline is going", [17]),
        ("im only 16", [16]),
        ("my son is 14 yo", [14]),
        ("my 15-year-old daughter", [15]),
        ("she is 45", [45]),
        ("losing hair since I was 17 and I'm 40 now", [40]),
        ("I'm 12 weeks post treatment", []),
        ("I'm 16 hours in", []),
        ("I have 17 questions", []),
        ("I'm 1995", []),
        ("im 5'6 and still growing", []),
        ("6 yrs on finasteride", []),
        ("RN, 6 yrs in a spa", []),
        ("he is 17 yrs old", [17]),
    ],
)
def test_present_ages_are_read(text: str, told: list[int]) -> None:
    """Present ages are found; past ones, other numbers and other units are not."""
    assert ages(text) == told or set(ages(text)) == set(told)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text makes it fail, and no age is absurd."""
    assert all(5 <= age <= 110 for age in ages(text))
