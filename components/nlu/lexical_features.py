"""Character and word n-grams of a text, weighted by tf-idf."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer


def normalise(text: str) -> str:
    """Folds what carries no meaning: case, curly quotes, white space, repeated marks."""
    text = re.sub("[\u2018\u2019\u02bc`´]", "'", text)  # first: NFKC makes a space of an acute
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"(\w)\1{3,}", r"\1\1", text)  # sooooo, aaargh
    return re.sub(r"\s+", " ", text).strip()


def bare(text: str) -> str:
    """Gives the words of a text alone: two texts with the same bare form are the same question."""
    return re.sub(r"[\W_]+", " ", normalise(text).replace("'", "")).strip()


@dataclass(frozen=True)
class _Block:
    """One vectorizer, ready to read a text without scikit-learn's checks at each call.

    Attributes:
        terms: Gives all n-grams of a text, in its order.
        columns: The column of each n-gram that was learnt.
        idf: How much each column weighs, float32, shape ``[columns]``.
    """

    terms: Callable[[str], list[str]]
    columns: dict[str, int]
    idf: np.ndarray

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Gives the columns of a text's n-grams, ascending, and their values: length 1 in all."""
        known = self.columns
        found = [known[term] for term in self.terms(text) if term in known]
        columns, counts = np.unique(np.array(found, np.int32), return_counts=True)
        values = (np.log(counts.astype(np.float32)) + 1) * self.idf[columns]
        return columns, values / (np.sqrt(values @ values) or 1)


class LexicalFeatures:
    """Rows of character n-grams (inside words) and word n-grams, each block of length ``weight``.

    They see what a sentence encoder does not: spelling, rare names, the exact words.
    """

    def __init__(self, weight: float) -> None:
        self.weight = weight
        self._vectorizers = [
            TfidfVectorizer(
                preprocessor=normalise,
                analyzer="char_wb",
                ngram_range=(2, 5),
                min_df=2,
                sublinear_tf=True,
                dtype=np.float32,
            ),
            TfidfVectorizer(
                preprocessor=normalise,
                token_pattern=r"(?u)\b\w+\b",  # noqa: S106 - words, not a password
                ngram_range=(1, 2),
                sublinear_tf=True,
                dtype=np.float32,
            ),
        ]

    def fit_transform(self, texts: list[str]) -> sp.csr_matrix:
        """Learns the n-grams of ``texts`` and gives their rows."""
        return sp.hstack([v.fit_transform(texts) * self.weight for v in self._vectorizers]).tocsr()

    def transform(self, texts: list[str]) -> sp.csr_matrix:
        """Gives the rows of ``texts``; n-grams that were not learnt are left out."""
        rows = [self._row(text) for text in texts]
        columns = [np.zeros(0, np.int32), *(columns for columns, _ in rows)]
        values = [np.zeros(0, np.float32), *(values for _, values in rows)]
        ends = np.cumsum([len(of_text) for of_text in columns], dtype=np.int32)
        width = sum(len(block.columns) for block in self._blocks)
        parts = (np.concatenate(values), np.concatenate(columns), ends)
        return sp.csr_matrix(parts, shape=(len(texts), width))

    def _row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Gives the columns and values of a text over both blocks."""
        (char_columns, chars), (word_columns, words) = (b.row(text) for b in self._blocks)
        columns = np.concatenate([char_columns, word_columns + len(self._blocks[0].columns)])
        values = np.concatenate([chars, words]) * np.float32(self.weight)
        return columns.astype(np.int32), values

    @cached_property
    def _blocks(self) -> list[_Block]:
        """Both vectorizers, once they have learnt."""
        return [
            _Block(v.build_analyzer(), v.vocabulary_, np.asarray(v.idf_, np.float32))
            for v in self._vectorizers
        ]

    def state(self) -> dict[str, Any]:
        """Gives what must be kept, as plain JSON."""
        return {
            "weight": self.weight,
            "vocabularies": [
                sorted(v.vocabulary_, key=v.vocabulary_.__getitem__) for v in self._vectorizers
            ],
            "idf": [[round(float(x), 5) for x in v.idf_] for v in self._vectorizers],
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> LexicalFeatures:
        """Makes it again from what ``state`` gave."""
        features = cls(state["weight"])
        rows = zip(features._vectorizers, state["vocabularies"], state["idf"], strict=True)
        for vectorizer, vocabulary, idf in rows:
            vectorizer.vocabulary = {term: index for index, term in enumerate(vocabulary)}
            vectorizer._validate_vocabulary()
            vectorizer.idf_ = np.array(idf)
        return features
