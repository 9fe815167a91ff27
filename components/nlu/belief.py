"""Joins what speaks for each topic into one belief, and says what the belief is worth."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

KINDS = 3  # of evidence: margins, likeness in meaning, likeness in spelling
SPELLING_FLOOR = 0.2  # words may all be new: likeness in spelling never counts as nothing
_PULL = 1e-3  # towards small weights, so that evidence which says nothing weighs nothing
_TINY = 1e-6


@dataclass
class Belief:
    """Weights of the evidence, and the scale of confidence.

    Attributes:
        mix: How much each kind of evidence weighs, shape ``[KINDS]``.
        scale: Slope and offset that make a confidence of an agreement.
    """

    mix: np.ndarray = field(default_factory=lambda: np.array([3.0, 3.0, 1.0]))
    scale: np.ndarray = field(default_factory=lambda: np.array([1.0, 2.0]))

    def shares(self, evidence: np.ndarray) -> np.ndarray:
        """Shares out the belief.

        Args:
            evidence: Shape ``[KINDS, texts, topics]``.

        Returns:
            Shape ``[texts, topics]``; each row sums to 1.
        """
        return _softmax(np.tensordot(self.mix, evidence, 1))

    def confidence(self, shares: np.ndarray, evidence: np.ndarray, best: np.ndarray) -> np.ndarray:
        """Gives the chance, 0 to 1, that each text's topic in ``best`` is the right one."""
        slope, offset = self.scale
        return np.asarray(1 / (1 + np.exp(-(slope * _agreement(shares, evidence, best) + offset))))

    def learn_mix(self, evidence: np.ndarray, target: np.ndarray) -> None:
        """Sets the weights that make the right topics likeliest (a conditional logit)."""
        rows = np.arange(len(target))

        def loss(mix: np.ndarray) -> tuple[float, np.ndarray]:
            shares = _softmax(np.tensordot(mix, evidence, 1))
            value = -np.log(shares[rows, target] + _TINY).mean() + _PULL * (mix**2).sum()
            gaps = [(shares * kind).sum(1) - kind[rows, target] for kind in evidence]
            return float(value), np.array([gap.mean() for gap in gaps]) + 2 * _PULL * mix

        bounds = [(0.0, None)] * KINDS  # evidence never speaks against what it shows
        self.mix = minimize(loss, self.mix, jac=True, method="L-BFGS-B", bounds=bounds).x

    def learn_scale(self, evidence: np.ndarray, best: np.ndarray, right: np.ndarray) -> None:
        """Sets the scale by readings of which it is known whether they were right (Platt 1999)."""
        if right.all() or not right.any():  # nothing to tell right from wrong by
            return
        agreement = _agreement(self.shares(evidence), evidence, best)
        fitted = LogisticRegression(C=100.0).fit(agreement[:, None], right)
        self.scale = np.array([fitted.coef_[0, 0], fitted.intercept_[0]])


def _agreement(shares: np.ndarray, evidence: np.ndarray, best: np.ndarray) -> np.ndarray:
    """Gives how far share, meaning and spelling all speak for a topic: a log of their product.

    A text about something else may lie far on one topic's side of every border, but then it is
    seldom also like that topic's examples.
    """
    rows = np.arange(len(best))
    meaning = np.maximum(evidence[1][rows, best], _TINY)
    spelling = SPELLING_FLOOR + np.maximum(evidence[2][rows, best], 0)
    return np.asarray(0.5 * np.log(shares[rows, best] + _TINY) + np.log(meaning) + np.log(spelling))


def _softmax(values: np.ndarray) -> np.ndarray:
    shifted = np.exp(values - values.max(1, keepdims=True))
    return np.asarray(shifted / shifted.sum(1, keepdims=True))
