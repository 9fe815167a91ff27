"""What people write is told from what a program or a fist on the keyboard does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.handover.prose import is_nonsense, is_prose, without_frame


@pytest.mark.parametrize("text", ["my hair", "when my kids are in school", "头发", "Wie geht es"])
def test_prose(text: str) -> None:
    """Sentences of any language."""
    assert is_prose(text, words=1)


@pytest.mark.parametrize(
    "text", ["", "12 34", "/restart now", '{"a": "b"}', "<b>x</b>", "asdf qwer", "a=b", "😀 😀"]
)
def test_no_prose(text: str) -> None:
    """Commands, data, figures, signs and nonsense."""
    assert not is_prose(text, words=1)


@pytest.mark.parametrize("word", ["Strength", "rhythm", "Schmidt", "Ng", "Nguyen", "Lynch"])
def test_hard_words_are_words(word: str) -> None:
    """Few vowels make no nonsense."""
    assert not is_nonsense(word)


def test_frame() -> None:
    """What is polite is no part of the answer."""
    assert without_frame("yes, ok, tomorrow, thank you!") == "tomorrow"


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    """No text raises, and nothing is added to it."""
    assert is_prose(text, words=2) in (True, False)
    assert is_nonsense(text) in (True, False)
    assert without_frame(text) in text
