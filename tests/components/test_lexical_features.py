"""Spelling and exact words count, what carries no meaning does not, and disk changes nothing."""

from __future__ import annotations

import json

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from components.nlu.lexical_features import LexicalFeatures, bare, normalise
from content.bare import bare as bare_of_the_app
from tests.components.tiny_training import TEXTS

UNSEEN = ["wat are teh riskss", "HELLO!!!", "zzz qqq", "", "有什么风险", "👍"]


@pytest.fixture(scope="module")
def features() -> LexicalFeatures:
    """Features of the tiny set."""
    features = LexicalFeatures(weight=0.5)
    features.fit_transform(TEXTS)
    return features


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  What\n are\tthe RISKS? ", "what are the risks?"),
        ("what’s it", "what's it"),
        ("it`s and it´s", "it's and it's"),
        ("sooooooo long", "soo long"),
        ("ｆｕｌｌ width", "full width"),
        ("2000000 kronor", "200 kronor"),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    """Case, quotes, width, white space and long runs of a letter are folded."""
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What's the price?", "whats the price"),
        ("side-effects…", "Side effects"),
        ("risks???", "risks"),
        ("is it safe", "is  it\nsafe!"),
    ],
)
def test_same_question(one: str, other: str) -> None:
    """Two ways to type the same words have the same bare form."""
    assert bare(one) == bare(other)


@pytest.mark.parametrize(
    ("one", "other"), [("is it safe", "it is safe"), ("risk", "risks"), ("can it", "can't it")]
)
def test_different_questions(one: str, other: str) -> None:
    """Other words, or the same in another order, are another question."""
    assert bare(one) != bare(other)


@given(st.text())
def test_any_text_has_a_bare_form(text: str) -> None:
    """The bare form of any text is words with one space between them, none at the edges."""
    form = bare(text)
    assert form == " ".join(form.split())
    assert not any(mark in form for mark in "?!.,;'\"_-/")


@given(st.one_of(st.text(), st.text(alphabet="aA'’´`_ ß\u0301İ½-", max_size=20)))
def test_data_tests_compare_in_the_same_way(text: str) -> None:
    """The tests of the training data, which run without the engine's packages, agree."""
    assert bare_of_the_app(text) == bare(text)


def test_rows_of_known_words_have_the_weight(features: LexicalFeatures) -> None:
    """Each of the two blocks has the length that was asked for, so the row has root two of it."""
    lengths = np.sqrt(features.transform(TEXTS).power(2).sum(axis=1))
    assert lengths == pytest.approx(0.5 * np.sqrt(2), abs=1e-5)


def test_unknown_words_give_nothing(features: LexicalFeatures) -> None:
    """A text of which nothing was learnt gives an empty row, not an error."""
    assert features.transform(["", "有什么风险", "👍"]).nnz == 0


def test_typos_stay_near(features: LexicalFeatures) -> None:
    """A misspelt question is nearer to its right spelling than to another question."""
    rows = features.transform(["wich complicatons are knwon", *TEXTS]).toarray()
    assert TEXTS[int((rows[1:] @ rows[0]).argmax())] == "which complications are known"


def test_learning_and_reading_agree() -> None:
    """The rows that are learnt from are the rows that reading gives."""
    features = LexicalFeatures(weight=1.0)
    learnt = features.fit_transform(TEXTS)
    assert abs(learnt - features.transform(TEXTS)).max() < 1e-6


def test_state_survives_json(features: LexicalFeatures) -> None:
    """What is kept as JSON gives the same rows, for examples and for new texts."""
    again = LexicalFeatures.from_state(json.loads(json.dumps(features.state())))
    texts = TEXTS + UNSEEN
    assert again.weight == features.weight
    assert abs(again.transform(texts) - features.transform(texts)).max() < 1e-4
    assert again.state() == features.state()


@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from(TEXTS + UNSEEN)), max_size=4))
def test_rows_are_those_of_scikit_learn(features: LexicalFeatures, texts: list[str]) -> None:
    """Reading without scikit-learn's checks gives the values of its vectorizers."""
    rows = features.transform(texts)
    assert rows.shape[0] == len(texts)
    assert rows.has_canonical_format
    if texts:
        theirs = [v.transform(texts) * features.weight for v in features._vectorizers]
        assert abs(rows - sp.hstack(theirs)).max() < 1e-6
