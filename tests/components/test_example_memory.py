"""A few texts and many are compared with the examples in two ways that give nearly the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp

from components.nlu.example_memory import ExampleMemory
from components.nlu.margins import FEW

WIDTH, TERMS, EXAMPLES = 24, 300, 600


def random_rows(count: int, seed: int) -> tuple[Any, sp.csr_matrix]:
    """Vectors and n-gram rows of so many texts; the n-grams of the last text are all new."""
    random = np.random.RandomState(seed)
    terms = sp.random(count, TERMS, 0.1, "csr", np.float32, random)
    if count:
        terms = sp.vstack([terms[:-1], sp.csr_matrix((1, TERMS), dtype=np.float32)]).tocsr()
    vectors = random.normal(size=(count, WIDTH)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), terms


@pytest.fixture(scope="module")
def memory() -> ExampleMemory:
    """Examples of three topics."""
    vectors, terms = random_rows(EXAMPLES, seed=0)
    return ExampleMemory.of(vectors, terms, np.arange(EXAMPLES) % 3)


@pytest.mark.parametrize("count", [0, 1, 2, FEW, FEW + 1])
def test_few_and_many(memory: ExampleMemory, count: int) -> None:
    """However many texts there are, their cosines are those of the plain products."""
    vectors, terms = random_rows(count, seed=1)
    meaning, spelling = memory.meaning(vectors), memory.spelling(terms)
    assert meaning.shape == spelling.shape == (count, EXAMPLES)
    np.testing.assert_allclose(meaning, vectors @ memory.vectors.T, atol=0.01)
    np.testing.assert_allclose(spelling, (terms @ memory.terms).toarray(), atol=1e-5)
