"""The evidence is weighed by what was right, and confidence is the share of right readings."""

from __future__ import annotations

from typing import Any

import numpy as np

from components.nlu.belief import KINDS, Belief

Array = np.ndarray[Any, Any]
RNG = np.random.default_rng(0)


def evidence(texts: int, topics: int, target: Array, strength: list[float]) -> Array:
    """Random evidence in which each kind points to the true topic as strongly as is said."""
    found = RNG.random((KINDS, texts, topics))
    for kind, lift in enumerate(strength):
        found[kind, np.arange(texts), target] += lift
    return found


def test_shares_are_shared_out() -> None:
    """Each text's belief sums to 1 and follows the evidence."""
    target = RNG.integers(0, 4, 50)
    shares = Belief().shares(evidence(50, 4, target, [1, 1, 1]))
    assert np.allclose(shares.sum(1), 1)
    assert (shares.argmax(1) == target).mean() > 0.95


def test_evidence_that_says_nothing_weighs_nothing() -> None:
    """A kind that points nowhere gets next to no weight beside one that points to the topic."""
    target = RNG.integers(0, 5, 400)
    belief = Belief()
    belief.learn_mix(evidence(400, 5, target, [0.6, 0.0, 0.3]), target)
    assert belief.mix[0] > belief.mix[2] > belief.mix[1] >= 0
    assert belief.mix[1] < 0.2 * belief.mix[0]


def test_confidence_is_a_share_of_right_readings() -> None:
    """Of the readings that were called 70 to 80 % sure about that many are right."""
    target = RNG.integers(0, 5, 4000)
    found = evidence(4000, 5, target, [0.4, 0.3, 0.2])
    belief = Belief()
    learnt, fresh = slice(0, 2000), slice(2000, None)
    belief.learn_mix(found[:, learnt], target[learnt])
    best = belief.shares(found).argmax(1)
    belief.learn_scale(found[:, learnt], best[learnt], (best == target)[learnt])
    sure = belief.confidence(belief.shares(found), found, best)[fresh]
    right = (best == target)[fresh]
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [
        abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    ]
    assert sum(gaps) < 0.05


def test_nothing_to_learn_from_leaves_the_scale() -> None:
    """Where all readings were right there is nothing to tell right from wrong by."""
    target = np.zeros(10, int)
    belief = Belief()
    before = belief.scale.copy()
    belief.learn_scale(evidence(10, 3, target, [1, 1, 1]), target, target == 0)
    assert np.array_equal(belief.scale, before)
