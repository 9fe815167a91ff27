"""A message is read into tokens, parts and a name, whatever its text is made of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from components.nlu.attributes import PARTS
from components.nlu.spacy_reader import MAX_MARKS, SpacyReader, english, readable
from tests.components.tiny_training import TEXTS, tiny_training_data


def read(text: str) -> Message:
    """A message that was read."""
    reader = SpacyReader(SpacyReader.get_default_config())
    return reader.process([Message({TEXT: text})])[0]


def names(message: Message) -> list[Any]:
    """The names that were found."""
    return [entity["value"] for entity in message.get(ENTITIES, [])]


def test_tokens_stand_where_they_stand() -> None:
    """Each token is a piece of the text at its place."""
    message = read("What's the risk, Dr. Parikh?")
    tokens = message.get(TOKENS_NAMES[TEXT])
    assert [token.text for token in tokens][:3] == ["What", "'s", "the"]
    assert all(message.get(TEXT)[t.start : t.end] == t.text for t in tokens)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("is it safe? how much is it", ["is it safe?", "how much is it"]),
        ("Can Dr. Parikh treat me?", ["Can Dr. Parikh treat me?"]),
        ("", [""]),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    """Sentences and joined questions are parts; there is always one."""
    assert [part.text for part in read(text).get(PARTS)] == parts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi, my name is Maria Gonzalez and I lose hair", "Maria Gonzalez"),
        ("this is John Smith, can you call me", "John Smith"),
    ],
)
def test_name_of_somebody_who_introduces_himself(text: str, name: str) -> None:
    """A person's name is found, with its place in the text."""
    message = read(text)
    assert names(message) == [name]
    [entity] = message.get(ENTITIES)
    assert message.get(TEXT)[entity["start"] : entity["end"]] == name


@pytest.mark.parametrize(
    "text",
    ["is John Smith a doctor of yours", "my name is", "", "I'm bald", "I'm in Chicago on Monday"],
)
def test_no_name(text: str) -> None:
    """Where nobody introduces himself, nobody is named."""
    assert names(read(text)) == []


def test_training_data_is_left_alone() -> None:
    """Examples keep their texts and labels; nothing learns from their tokens."""
    data = SpacyReader(SpacyReader.get_default_config()).process_training_data(tiny_training_data())
    assert [example.get(TEXT) for example in data.training_examples] == TEXTS
    assert all(example.get(TOKENS_NAMES[TEXT]) is None for example in data.training_examples)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What are\u00a0the  risks?", "What are the risks?"),
        ("one\n\n\ntwo\r\n", "one\ntwo"),
        ("   ", ""),
        ("half \ud800 a pair", "half ? a pair"),
        ("!" * 1000, "!" * MAX_MARKS),
        ("no" + "?!" * 20 + " why", "no" + "?!" * 4 + " why"),
        ("👩\u200d👩\u200d👧 and नमस्ते", "👩\u200d👩\u200d👧 and नमस्ते"),
    ],
)
def test_readable(text: str, expected: str) -> None:
    """Blanks and marks without end are cut, half characters replaced, all else is kept."""
    assert readable(text) == expected


@given(st.text(max_size=300))
def test_readable_keeps_every_word(text: str) -> None:
    """No letter or digit is ever lost, and what is readable stays as it is."""
    once = readable(text)
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]
    assert readable(once) == once


@pytest.mark.parametrize("text", [*TEXTS, "What's  the risk,\n Dr. Parikh?", "", "👍"])
def test_tokens_are_those_of_the_tokenizer(text: str) -> None:
    """The document that sentences are found in gives the tokens that Rasa would ask for."""
    message = read(text)
    reader = SpacyReader(SpacyReader.get_default_config())
    assert message.get(TOKENS_NAMES[TEXT]) == reader.tokenize(message, TEXT)


def test_pipeline_is_loaded_with_the_model() -> None:
    """The first visitor does not wait for spaCy."""
    english.cache_clear()
    SpacyReader(SpacyReader.get_default_config())
    assert english.cache_info().currsize == 1
