"""All examples, and how near a text is to the nearest one of each topic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from components.nlu.cosines import Cosines
from components.nlu.margins import FEW


@dataclass(frozen=True)
class ExampleMemory:
    """Examples in the order of their topics.

    Attributes:
        vectors: float32, shape ``[examples, width]``, rows of length 1.
        terms: Sparse n-grams by term, shape ``[terms, examples]``: a text has few of them.
        target: The examples' topics, ascending.
        order: Which example, by its place among those given, stands in each row.
    """

    vectors: np.ndarray
    terms: sp.csr_matrix
    target: np.ndarray
    order: np.ndarray

    @classmethod
    def of(cls, vectors: np.ndarray, lexical: sp.csr_matrix, target: np.ndarray) -> ExampleMemory:
        """Remembers examples: their vectors, n-gram rows and topics."""
        order = np.argsort(target, kind="stable")
        terms = lexical[order].T.tocsr()
        return cls(vectors[order].astype(np.float32), terms, target[order], order)

    def meaning(self, vectors: np.ndarray) -> np.ndarray:
        """Gives the cosines of texts with all examples, shape ``[texts, examples]``.

        Those of a few texts, as a visitor sends them, are right within 0.01.
        """
        if len(vectors) > FEW:
            return np.asarray(vectors @ self.vectors.T)
        found = np.zeros((len(vectors), len(self.vectors)), np.float32)
        for row, vector in zip(found, vectors, strict=True):
            row[:] = self.cosines.with_all(vector)
        return found

    def spelling(self, lexical: sp.csr_matrix) -> np.ndarray:
        """Gives the cosines of texts' n-grams with all examples', shape ``[texts, examples]``."""
        if lexical.shape[0] > FEW:
            return np.asarray((lexical @ self.terms).todense())
        # Nearly every example shares a term with a text: summed up in place, not as a sparse row.
        found = np.zeros((lexical.shape[0], self.terms.shape[1]), np.float32)
        for row, begin, end in zip(found, lexical.indptr, lexical.indptr[1:], strict=False):
            row[:] = self.terms[lexical.indices[begin:end]].T @ lexical.data[begin:end]
        return found

    def nearest(self, likeness: np.ndarray, topics: int) -> np.ndarray:
        """Gives the likeness of the nearest example of each topic.

        Args:
            likeness: What ``meaning`` or ``spelling`` gave.
            topics: How many topics there are; one without examples gets 0.

        Returns:
            Shape ``[texts, topics]``.
        """
        present, starts = self._blocks
        found = np.zeros((len(likeness), topics), np.float32)
        found[:, present] = np.maximum.reduceat(likeness, starts, axis=1)
        return found

    @cached_property
    def cosines(self) -> Cosines:
        """What compares a few texts; not needed while the model learns."""
        return Cosines(self.vectors)

    @cached_property
    def _blocks(self) -> tuple[np.ndarray, np.ndarray]:
        """The topics that have examples, and the row where each one's begin."""
        present, starts = np.unique(self.target, return_index=True)
        return present, starts

    def most_like(self, likeness: np.ndarray, topic: int, count: int) -> list[tuple[int, float]]:
        """Gives the examples of a topic that a text is most like.

        Args:
            likeness: Of the text with all examples, shape ``[examples]``.
            topic: The topic's number.
            count: At most so many.

        Returns:
            Each example's place among those given, and its likeness; the most like first.
        """
        begin, end = np.searchsorted(self.target, [topic, topic + 1])
        rows = begin + np.argsort(-likeness[begin:end], kind="stable")[:count]
        return [(int(self.order[row]), float(likeness[row])) for row in rows]
