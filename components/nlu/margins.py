"""Linear support vector machines, one for each topic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.svm import LinearSVC

# Where the optimisation stops: finer changes no margin by more than 0.002 and costs seconds.
TOLERANCE = 0.01
UNKNOWN = -1.0  # the margin of a topic that has no examples
# Directions of the vectors that are learnt from: as right as all 896, in a third of the time.
DIRECTIONS = 256
FEW = 32  # texts up to which terms are gathered one text at a time


@dataclass(frozen=True)
class Margins:
    """How far texts lie on a topic's side of its border.

    Attributes:
        weights: float32, shape ``[features, topics]``; the dense features come first.
        bias: float32, shape ``[topics]``.
    """

    weights: np.ndarray
    bias: np.ndarray

    @classmethod
    def fit(
        cls,
        vectors: np.ndarray,
        lexical: sp.csr_matrix,
        target: np.ndarray,
        topics: int,
        c: float,
        directions: np.ndarray,
    ) -> Margins:
        """Learns the borders.

        Args:
            vectors: Dense features, shape ``[examples, width]``.
            lexical: Sparse features, shape ``[examples, terms]``.
            target: The examples' topics, 0 to ``topics - 1``; some may not occur.
            topics: How many topics there are.
            c: Inverse strength of the regularisation.
            directions: Of the vectors, which are learnt from; see ``main_directions``.
        """
        dense = sp.csr_matrix(vectors @ directions)
        machine = LinearSVC(C=c, tol=TOLERANCE, random_state=0)
        machine.fit(sp.hstack([dense, lexical]).tocsr(), target)
        weights = np.zeros((vectors.shape[1] + lexical.shape[1], topics), np.float32)
        bias = np.full(topics, UNKNOWN, np.float32)
        coefficients, intercepts = machine.coef_, machine.intercept_
        if len(machine.classes_) == 2:  # scikit-learn gives one machine for two classes
            coefficients = np.vstack([-coefficients, coefficients])
            intercepts = np.hstack([-intercepts, intercepts])
        count = directions.shape[1]
        learnt = np.vstack([directions @ coefficients[:, :count].T, coefficients[:, count:].T])
        weights[:, machine.classes_] = learnt
        bias[machine.classes_] = intercepts
        return cls(weights, bias)

    def of(self, vectors: np.ndarray, lexical: sp.csr_matrix) -> np.ndarray:
        """Gives the margins of texts, shape ``[texts, topics]``."""
        width = vectors.shape[1]
        dense = vectors @ self.weights[:width] + self.bias
        if len(vectors) > FEW:
            return np.asarray(dense + lexical @ self.weights[width:])
        # A few texts have a few hundred terms: their rows are gathered, not all read through.
        for row in range(len(vectors)):
            own = slice(lexical.indptr[row], lexical.indptr[row + 1])
            dense[row] += lexical.data[own] @ self.weights[width + lexical.indices[own]]
        return np.asarray(dense)


def main_directions(vectors: np.ndarray) -> np.ndarray:
    """Gives the directions in which vectors differ most, shape ``[width, directions]``."""
    centred = vectors - vectors.mean(0)
    _, directions = np.linalg.eigh(centred.T @ centred)  # the largest last
    return np.asarray(directions[:, ::-1][:, :DIRECTIONS], np.float32)
