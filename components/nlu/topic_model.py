"""Which topic a text is about, how sure that is, and whether it must raise the alarm.

Linear support vector machines, one for each topic, over sentence vectors and n-grams. Their
margins are turned into one confidence that means something: the share of texts like this one
that cross-validation read rightly (Platt 1999), helped by how near the nearest example is.
"""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

from components.nlu.lexical_features import LexicalFeatures, bare
from components.nlu.reading import Reading

# The label of texts that ask for nothing (the story around a question). It is no topic: it takes
# belief from the alarms, and is never what a text is read as.
CONTEXT = "context"
# Where the optimisation stops: finer changes no margin by more than 0.002 and costs seconds.
TOLERANCE = 0.01


class TopicModel:
    """Learns topics from examples and reads texts."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config
        self.topics: list[str] = []
        self.lexical = LexicalFeatures(config["lexical_weight"])
        self.weights = np.zeros((0, 0), np.float32)  # [features, topics]
        self.bias = np.zeros(0, np.float32)
        self.examples: list[str] = []
        self.example_vectors = np.zeros((0, 0), np.float32)
        self.example_topics = np.zeros(0, np.int64)
        self.calibration = np.zeros(0)  # of _evidence(), the bias last
        self.temperature = 1.0
        self._by_words: dict[str, int] = {}

    # -- learning ---------------------------------------------------------------------------

    def fit(self, texts: list[str], vectors: np.ndarray, labels: list[str]) -> TopicModel:
        """Learns from examples.

        Args:
            texts: The examples.
            vectors: Their sentence vectors, shape ``[len(texts), width]``, rows of length 1.
            labels: Their topics' full names, or ``CONTEXT``.

        Returns:
            Itself.

        Raises:
            ValueError: There are fewer than two topics.
        """
        self.topics = sorted(set(labels))
        if len(self.topics) < 2:
            raise ValueError("The classifier needs examples of at least two topics.")
        index = {topic: i for i, topic in enumerate(self.topics)}
        target = np.array([index[label] for label in labels])
        self._cross_validate(texts, vectors, target)
        self.weights, self.bias = self._fit_margins(self.lexical, texts, vectors, target)
        self._keep_examples(texts, vectors, target)
        return self

    def _fit_margins(
        self, lexical: LexicalFeatures, texts: list[str], vectors: np.ndarray, target: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        features = sp.hstack([sp.csr_matrix(vectors), lexical.fit_transform(texts)]).tocsr()
        machine = LinearSVC(C=self.config["C"], tol=TOLERANCE, random_state=0)
        machine.fit(features, target)
        weights = np.zeros((features.shape[1], len(self.topics)), np.float32)
        bias = np.full(len(self.topics), -1.0, np.float32)  # a topic that this fold does not know
        coefficients, intercepts = machine.coef_, machine.intercept_
        if len(machine.classes_) == 2:  # scikit-learn gives one machine for two classes
            coefficients, intercepts = (
                np.vstack([-coefficients, coefficients]),
                np.hstack([-intercepts, intercepts]),
            )
        weights[:, machine.classes_] = coefficients.T
        bias[machine.classes_] = intercepts
        return weights, bias

    def _cross_validate(self, texts: list[str], vectors: np.ndarray, target: np.ndarray) -> None:
        """Sets temperature and calibration from readings of unseen examples."""
        margins = np.zeros((len(texts), len(self.topics)))
        evidence = np.zeros((len(texts), 4))
        folds = KFold(min(self.config["folds"], len(texts)), shuffle=True, random_state=0)
        array = np.array(texts, dtype=object)
        known = target != self._context
        for seen, unseen in folds.split(array):
            lexical = LexicalFeatures(self.config["lexical_weight"])
            weights, bias = self._fit_margins(
                lexical, list(array[seen]), vectors[seen], target[seen]
            )
            features = sp.hstack(
                [sp.csr_matrix(vectors[unseen]), lexical.transform(list(array[unseen]))]
            )
            margins[unseen] = features @ weights + bias
            kept = seen[known[seen]]
            similarity = vectors[unseen] @ vectors[kept].T
            evidence[unseen] = _evidence(self._shown(margins[unseen]), similarity, target[kept])
        self.temperature = _best_temperature(margins, target)
        evidence = evidence[known]
        right = (self._shown(margins).argmax(1) == target)[known]
        if right.all() or not right.any():  # nothing to tell right from wrong by
            self.calibration = np.array([1.0, 0, 0, 0, 2.0])
        else:
            fitted = LogisticRegression(C=10.0).fit(evidence, right)
            self.calibration = np.append(fitted.coef_[0], fitted.intercept_[0])

    @property
    def _context(self) -> int:
        """The column of ``CONTEXT``, or -1."""
        return self.topics.index(CONTEXT) if CONTEXT in self.topics else -1

    def _shown(self, margins: np.ndarray) -> np.ndarray:
        """Gives the margins with that of ``CONTEXT`` below all others."""
        if self._context < 0:
            return margins
        shown = margins.copy()
        shown[:, self._context] = margins.min() - 1
        return shown

    def _keep_examples(self, texts: list[str], vectors: np.ndarray, target: np.ndarray) -> None:
        known = np.flatnonzero(target != self._context)
        self.examples = [texts[i] for i in known]
        self.example_vectors = vectors[known].astype(np.float32)
        self.example_topics = target[known]
        self._by_words = {bare(text): i for i, text in enumerate(self.examples)}
        self._by_words.pop("", None)

    # -- reading ----------------------------------------------------------------------------

    def read(self, texts: list[str], vectors: np.ndarray) -> list[Reading]:
        """Reads texts.

        Args:
            texts: Any texts.
            vectors: Their sentence vectors, shape ``[len(texts), width]``.

        Returns:
            One reading for each.
        """
        lexical = self.lexical.transform(texts)
        width = vectors.shape[1]
        margins = vectors @ self.weights[:width] + lexical @ self.weights[width:] + self.bias
        similarity = vectors @ self.example_vectors.T
        shown = self._shown(margins)
        evidence = _evidence(shown, similarity, self.example_topics)
        sure = 1 / (1 + np.exp(-(evidence @ self.calibration[:-1] + self.calibration[-1])))
        shares = _softmax(margins * self.temperature)
        return [
            self._reading(text, shown[i], shares[i], float(sure[i]), similarity[i])
            for i, text in enumerate(texts)
        ]

    def _reading(
        self,
        text: str,
        margins: np.ndarray,
        shares: np.ndarray,
        sure: float,
        similarity: np.ndarray,
    ) -> Reading:
        exact = self._by_words.get(bare(text))
        best = int(margins.argmax()) if exact is None else int(self.example_topics[exact])
        order = [i for i in np.argsort(-shares, kind="stable") if i not in (best, self._context)]
        sure = max(sure, 1 / (len(order) + 1)) if exact is None else 1.0
        rest = _share_out(shares[order], 1 - sure, most=sure)
        ranking = [(self.topics[i], float(share)) for i, share in zip(order, rest, strict=True)]
        own = np.where(self.example_topics == best, similarity, -2.0)
        return Reading(
            ranking=[(self.topics[best], sure), *ranking],
            alarms=self._alarm_shares(shares, exact),
            nearest=int(own.argmax()),
            similarity=float(own.max()),
            exact=exact is not None,
        )

    def _alarm_shares(self, shares: np.ndarray, exact: int | None) -> dict[str, float]:
        topics = [topic for topic in self.config["alarms"] if topic in self.topics]
        if exact is not None:  # known word for word: nothing to suspect
            name = self.topics[self.example_topics[exact]]
            return {topic: float(topic == name) for topic in topics}
        return {topic: float(shares[self.topics.index(topic)]) for topic in topics}

    # -- keeping ----------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Writes the model into ``folder`` as npz and JSON (no pickled code)."""
        arrays = BytesIO()
        np.savez(
            arrays,
            weights=self.weights.astype(np.float16),
            bias=self.bias,
            example_vectors=self.example_vectors.astype(np.float16),
            example_topics=self.example_topics,
            calibration=self.calibration,
        )
        (folder / "arrays.npz").write_bytes(arrays.getvalue())
        state = {
            "topics": self.topics,
            "examples": self.examples,
            "lexical": self.lexical.state(),
            "temperature": self.temperature,
        }
        (folder / "model.json").write_text(json.dumps(state), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, config: dict[str, Any]) -> TopicModel:
        """Reads a model that ``save`` wrote."""
        model = cls(config)
        state = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            model.weights = arrays["weights"].astype(np.float32)
            model.bias = arrays["bias"]
            model.calibration = arrays["calibration"]
            vectors, target = arrays["example_vectors"], arrays["example_topics"]
        model.topics = state["topics"]
        model.lexical = LexicalFeatures.from_state(state["lexical"])
        model.temperature = state["temperature"]
        model._keep_examples(state["examples"], vectors, target)
        return model


def _softmax(values: np.ndarray) -> np.ndarray:
    shifted = np.exp(values - values.max(1, keepdims=True))
    return np.asarray(shifted / shifted.sum(1, keepdims=True))


def _share_out(shares: np.ndarray, total: float, most: float) -> np.ndarray:
    """Shares out ``total`` in the order of ``shares``; flatter, where one would get over ``most``.

    A mere cut at ``most`` would lose the order of the likeliest, and a part of the total.
    """
    even = total / len(shares)
    if not shares.any():
        return np.full(len(shares), even)
    parts = shares / shares.sum() * total
    if parts.max() > most:
        parts = even + (parts - even) * (most - even) / (parts.max() - even)
    return np.asarray(parts)


def _best_temperature(margins: np.ndarray, target: np.ndarray) -> float:
    """Gives the factor on margins that makes their softmax likeliest (Guo et al. 2017)."""
    candidates = np.geomspace(0.5, 20, 30)
    rows = np.arange(len(target))
    losses = [-np.log(_softmax(margins * t)[rows, target] + 1e-12).mean() for t in candidates]
    return float(candidates[int(np.argmin(losses))])


def _evidence(margins: np.ndarray, similarity: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Gives what speaks for the likeliest topic.

    Args:
        margins: Shape ``[texts, topics]``.
        similarity: Cosines with the examples, shape ``[texts, examples]``.
        owners: The examples' topics, shape ``[examples]``.

    Returns:
        Shape ``[texts, 4]``: the best margin, its lead over the second, the cosine of the
        nearest example of the likeliest topic, and how far that is behind the nearest of all.
    """
    ordered = np.sort(margins, axis=1)
    best = margins.argmax(1)
    own = np.where(owners[None, :] == best[:, None], similarity, -1.0).max(1)
    return np.column_stack(
        [ordered[:, -1], ordered[:, -1] - ordered[:, -2], own, similarity.max(1) - own]
    )
