"""Character and word n-grams of a text, weighted by tf-idf."""

from __future__ import annotations

import re
import unicodedata
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
        return sp.hstack([v.transform(texts) * self.weight for v in self._vectorizers]).tocsr()

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
