"""A preferred time is found in the words that tell it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.handover.times import ANY_TIME, MOST_SIGNS, find_time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("In the morning", "In the morning"),
        ("mornings", "mornings"),
        ("call me after 5", "after 5"),
        ("but not before 10 please", "not before 10"),
        ("any day except fridays", "any day except fridays"),
        ("no earlier than 9 am", "no earlier than 9 am"),
        ("tuesday at 3pm would be great", "tuesday at 3pm"),
        ("mon or wed after 5", "mon or wed after 5"),
        ("between 10 and 12", "between 10 and 12"),
        ("tomorrow or friday after 3 pm", "tomorrow or friday after 3 pm"),
        ("on the 3rd of december", "on the 3rd of december"),
        ("december 3", "december 3"),
        ("3pm London time", "3pm London time"),
        ("any day but wednesday", "any day but wednesday"),
        ("any time after 5", "any time after 5"),
        ("asap please", "asap"),
        ("after work", "after work"),
        ("tmrw after 5pm thx", "tmrw after 5pm"),
    ],
)
def test_times(text: str, time: str) -> None:
    """The words are kept as they were written."""
    assert find_time(text) == time


@pytest.mark.parametrize(
    "text",
    [
        "any time",
        "Any time",
        "whenever",
        "I don't mind",
        "it doesn't matter",
        "any",
        "up to you",
        "idk",
        "whatever",
    ],
)
def test_any_time(text: str) -> None:
    """All ways to say that all times are good are one."""
    assert find_time(text) == ANY_TIME


@pytest.mark.parametrize(
    "text",
    ["Maria", "Will", "May", "hello", "is it safe", "I know nothing", "sunny", "", "marching"],
)
def test_no_times(text: str) -> None:
    """Names and other words are no time, nor are their parts ('know' holds 'now')."""
    assert find_time(text) is None


@given(st.text(max_size=1000))
def test_any_text(text: str) -> None:
    """No text raises, and a time is part of the text and bounded in length."""
    time = find_time(text)
    assert time is None or time == ANY_TIME or (time in text and len(time) <= 2 * MOST_SIGNS)


@given(
    st.lists(st.sampled_from(["tomorrow", "after 5", "or", "blah blah", "friday"]), max_size=300)
)
def test_many_times(words: list[str]) -> None:
    """However many times are named, what is kept is bounded in length."""
    assert len(find_time(" ".join(words)) or "") <= MOST_SIGNS
