"""A message falls into the parts that may each ask for something, and no word gets lost."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.nlu.message_parts import MAX_PARTS, Part, split_message

# What may be lost between two parts, and as a part of its own.
JOINING_WORDS = re.compile(r"(?:and|but|or|so|then|also|plus|n|well|ok)", re.IGNORECASE)

# Texts like messages: the words and signs at which parts are cut, in any order.
WORDS = [
    *("what", "are", "the", "risks", "and", "how", "much", "is", "it", "price", "also", "so", "or"),
    *("does", "it", "hurt", "I", "want", "please", "n", "plus", "then", "but", "Dr.", "naïve"),
]
SIGNS = [" ", "  ", "\n", ", ", "? ", "?", "! ", ". ", "; ", "/", " & ", " + ", ": ", "... ", " - "]
messages = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SIGNS)), max_size=40).map(
        lambda pairs: "".join(word + sign for word, sign in pairs)
    ),
)


@st.composite
def read_messages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text with sentences as spaCy gives them: cut between words, in any places."""
    text = draw(messages)
    places = [match.end() for match in re.finditer(r"\s+", text)]
    cuts = sorted(draw(st.sets(st.sampled_from(places), max_size=5))) if places else []
    return text, [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def words(texts: list[str]) -> Counter[str]:
    """The words of texts that say something."""
    found = (word for text in texts for word in re.findall(r"\w+", text))
    return Counter(word for word in found if not JOINING_WORDS.fullmatch(word))


def in_order(pieces: list[str], text: str) -> bool:
    """Tells whether all pieces stand in a text, one behind the other."""
    place = 0
    for piece in pieces:
        place = text.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


@given(read_messages())
def test_no_word_is_lost(read: tuple[str, list[str]]) -> None:
    """All that is said stands in the parts, each word once, unless there are too many parts."""
    text, sentences = read
    parts = split_message(text, sentences)
    assert 1 <= len(parts) <= MAX_PARTS
    if len(parts) < MAX_PARTS:
        assert words([part.text for part in parts]) == words([text])


@given(read_messages())
def test_parts_stand_in_order(read: tuple[str, list[str]]) -> None:
    """Parts are pieces of the message as it was typed, in its order."""
    text, sentences = read
    assert in_order([part.text for part in split_message(text, sentences)], text)


@given(read_messages())
def test_pieces_of_a_part(read: tuple[str, list[str]]) -> None:
    """Another way to see a part has two pieces or more, all of its words, in order."""
    for part in split_message(*read):
        for pieces in part.splits:
            assert len(pieces) > 1
            assert in_order(list(pieces), part.text)
            assert words(list(pieces)) == words([part.text])
        assert set(part.texts()) == {part.text, *(p for split in part.splits for p in split)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("👍", ["👍"]),
        ("is it safe", ["is it safe"]),
        ("is it safe? does it hurt?", ["is it safe?", "does it hurt?"]),
        ("what are the risks and how much is it", ["what are the risks", "how much is it"]),
        ("risks and side effects", ["risks and side effects"]),
        ("hi, is it safe", ["hi", "is it safe"]),
        ("is it safe\ndoes it hurt", ["is it safe", "does it hurt"]),
        ("price? pain?", ["price?", "pain?"]),
        ("I was treated by Dr. Parikh. Does it last?", ["I was treated by Dr. Parikh", "Does"]),
        ("how long is the recovery", ["how long is the recovery"]),
    ],
)
def test_examples(text: str, expected: list[str]) -> None:
    """Questions in a row and joined questions are parts; 'risks and side effects' stays whole."""
    found = [part.text for part in split_message(text, [text])]
    assert [part[: len(start)] for part, start in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("cost, recovery and risks", ("cost", "recovery", "risks")),
        ("does it hurt how much is it", ("does it hurt", "how much is it")),
        ("price/pain", ("price", "pain")),
    ],
)
def test_other_ways_to_see_a_part(text: str, pieces: tuple[str, ...]) -> None:
    """A list of key words, or questions with no sign between them, may be several."""
    [part] = split_message(text, [text])
    assert part.text == text
    assert pieces in part.splits


def test_end_of_a_long_message_is_kept() -> None:
    """Of more parts than can be answered the last ones are kept: there stands the question."""
    sentences = [f"Sentence number {number}." for number in range(20)]
    parts = split_message(" ".join(sentences), sentences)
    assert [part.text for part in parts] == sentences[-MAX_PARTS:]


def test_texts_of_a_part_are_told_once() -> None:
    """A piece that stands in several ways to see a part is read once."""
    part = Part("a, b and c", (("a", "b and c"), ("a, b", "c"), ("a", "b", "c")))
    assert part.texts() == ["a, b and c", "a", "b and c", "a, b", "c", "b"]
