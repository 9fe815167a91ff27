"""Names of every kind are taken; commands, nonsense and other words are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.handover.names import MOST_LETTERS, find_name


@pytest.mark.parametrize(
    "name",
    [
        *("Maria", "maria lopez", "Shaun O'Neil", "Zoë O’Brien", "María José", "李", "李小龙"),
        *("Ольга Иванова", "محمد", "Nguyễn Thị Hoa", "Jean-Luc de la Cruz", "J. R. Smith", "Ng"),
        *("Dr. Anna Weiss-Müller", "Hope", "Will", "May", "Mark", "Long Nguyen", "Love Andersson"),
        *("Ana Maria Oliveira dos Santos Silva", "St. John", "Jay", "Bjørn", "김민준", "ราตรี"),
    ],
)
def test_names(name: str) -> None:
    """A name alone, where it was asked for, is kept as it was written."""
    assert find_name(name, asked=True) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I'm Maria", "Maria"),
        ("Smith, John", "Smith, John"),
        ("Maria, thanks", "Maria"),
        ("my name is maria lopez", "maria lopez"),
        ("my names priya", "priya"),
        ("hi, Maria here", "Maria"),
        ("just call me Jay", "Jay"),
        ("It's Bob, thanks", "Bob"),
        ("yes, Maria", "Maria"),
        ("Maria Lopez please", "Maria Lopez"),
        ("me llamo María, , ", "María"),
        ("im maria lopez pls call me on , ", "maria lopez"),
        ("you can ask for Dr. Weiss", "Dr. Weiss"),
        (", Maria", "Maria"),
        ("her name is Ana and her number is ,", "Ana"),
    ],
)
def test_names_in_sentences(text: str, name: str) -> None:
    """What stands around a name is no part of it."""
    assert find_name(text, asked=True) == name


@pytest.mark.parametrize(
    "text",
    [
        *("/restart", "/deny", '{"name": "x"}', "{lead_run}", "<script>", "12345", "", " ", "..."),
        *("asdf", "qwer zxcv", "aaaa", "xkcdqrtz", "hello", "ok", "thanks", "yes", "no", "why"),
        *("I'm worried", "call me", "hair loss", "is it safe", "what is your name", "fuck off"),
        *("je ne comprends pas", "you stupid bot", "Thank You", "not sure", "in the evening"),
        *("my cell phone is broken and my cat is ill", "😀😀", "a" * 100),
    ],
)
def test_no_names(text: str) -> None:
    """Commands, nonsense and what people say instead of a name are not taken for one."""
    assert find_name(text, asked=True) is None


@pytest.mark.parametrize("text", ["Maria", "I'm worried", "im balding", "this is great", "李"])
def test_nothing_is_taken_unasked(text: str) -> None:
    """Where no name was asked for, only one that is told as such is taken."""
    assert find_name(text, asked=False) is None


def test_a_name_that_the_engine_knows() -> None:
    """'im maria' is a name where the engine has found a person."""
    assert find_name("im maria", asked=False, people=("maria",)) == "maria"


@given(st.text(max_size=300), st.booleans())
def test_any_text(text: str, asked: bool) -> None:
    """A name never holds digits, braces, slashes or line breaks, and is bounded in length."""
    name = find_name(text, asked)
    if name is not None:
        assert 0 < len(name) <= MOST_LETTERS
        assert not any(sign.isdigit() or sign in '{}<>/\\|=@$"\n\t' for sign in name)
        assert any(sign.isalpha() for sign in name)
