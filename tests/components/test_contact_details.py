"""Phone numbers and e-mail addresses are seen in any message, dates and counts are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.nlu.contact_details import CONTACT_DETAILS, has_contact_details


@pytest.mark.parametrize(
    "text",
    [
        "617 555 0134",
        "call me on (617) 555-0134 please",
        "+44 7700 900461",
        "6175550134.",
        "write to o'neil+hair@example.com, thanks",
        "020 7946 0112, evenings",
    ],
)
def test_contacts_are_seen(text: str) -> None:
    """A message that holds a way to reach somebody is known as such."""
    assert has_contact_details(text)


@pytest.mark.parametrize(
    "text",
    [
        "call after 5",
        "I am 45 and lost 30% in 2024",
        "2024-10-11",
        "born 12/11/1980",
        "10 000 000 hairs",
        "1,000 hairs or 2,500 grafts",
        "between 9 and 17:30",
        "room 12345",
        "",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    """Times, ages, dates and counts are no way to reach anybody."""
    assert not has_contact_details(text)


@given(st.text(alphabet="0123456789 +-().abc@", max_size=80))
def test_nothing_of_a_contact_is_left(text: str) -> None:
    """What is taken out holds all its digits: no number of ten digits stays in the text."""
    left = CONTACT_DETAILS.sub("#", text)
    assert CONTACT_DETAILS.search(left) is None or "@" in left
