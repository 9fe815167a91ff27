"""Which topic a text is about, how sure that is, and whether it must raise the alarm.

Three things speak for a topic: the side of its border on which the text lies (margins), how near
its nearest example is in meaning, and how near in spelling. Readings of unseen examples tell how
much each weighs, and what the joint belief is worth.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from components.nlu.attributes import CONTEXT
from components.nlu.belief import KINDS, Belief
from components.nlu.example_memory import ExampleMemory
from components.nlu.lexical_features import LexicalFeatures, bare
from components.nlu.margins import Margins, main_directions
from components.nlu.reading import Reading


class TopicModel:
    """Learns topics from examples and reads texts."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config
        self.topics: list[str] = []
        self.examples: list[str] = []  # all, the made ones too
        self.belief = Belief()
        self.lexical: LexicalFeatures
        self.margins: Margins
        self.memory: ExampleMemory
        self._by_words: dict[str, int] = {}
        self._directions = np.zeros((0, 0), np.float32)  # while it learns

    # -- learning ---------------------------------------------------------------------------

    def fit(
        self,
        texts: list[str],
        vectors: np.ndarray,
        labels: list[str],
        origins: list[str] | None = None,
    ) -> TopicModel:
        """Learns from examples.

        Args:
            texts: The examples.
            vectors: Their sentence vectors, shape ``[len(texts), width]``; the first
                ``config["memory_width"]`` columns are those that likeness is measured by.
            labels: Their topics' full names, or ``CONTEXT``.
            origins: The example that each was made from; the text itself if it was not made.

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
        origins = origins or texts
        self._directions = main_directions(vectors)
        self._cross_validate(texts, vectors, target, origins)
        self._learn(texts, vectors, target)
        given = [text == origin for text, origin in zip(texts, origins, strict=True)]
        self._keep_words(texts, target, given)
        return self

    def _learn(self, texts: list[str], vectors: np.ndarray, target: np.ndarray) -> None:
        self.lexical = LexicalFeatures(self.config["lexical_weight"])
        lexical = self.lexical.fit_transform(texts)
        count, c = len(self.topics), self.config["C"]
        self.margins = Margins.fit(vectors, lexical, target, count, c, self._directions)
        self.memory = ExampleMemory.of(vectors[:, self._near], lexical, target)

    @property
    def _near(self) -> slice:
        """The columns of the vectors that likeness in meaning is measured by."""
        return slice(0, self.config["memory_width"])

    def _evidence(self, texts: list[str], vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Gives what speaks for each topic, and the likeness in meaning with each example."""
        lexical = self.lexical.transform(texts)
        likeness = self.memory.meaning(vectors[:, self._near])
        count = len(self.topics)
        # Both blocks of n-grams have the length of the weight.
        spelling = self.memory.spelling(lexical) / (2 * self.config["lexical_weight"] ** 2)
        evidence = [
            self.margins.of(vectors, lexical),
            self.memory.nearest(likeness, count),
            self.memory.nearest(spelling, count),
        ]
        return np.array(evidence, np.float64), likeness

    def _cross_validate(
        self, texts: list[str], vectors: np.ndarray, target: np.ndarray, origins: list[str]
    ) -> None:
        """Sets the belief by readings of examples that were not learnt."""
        few = len(texts) < self.config["few"]
        count = self.config["folds_of_few"] if few else self.config["folds"]
        folds = _folds([bare(origin) for origin in origins], count)
        evidence = np.zeros((KINDS, len(texts), len(self.topics)))
        known = np.zeros(len(texts), bool)
        for fold in range(folds.max() + 1):
            seen, rows = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            if len(set(target[seen])) < 2:
                continue
            part = TopicModel(self.config)
            part.topics, part._directions = self.topics, self._directions
            part._learn([texts[i] for i in seen], vectors[seen], target[seen])
            evidence[:, rows], _ = part._evidence([texts[i] for i in rows], vectors[rows])
            known[rows] = np.isin(target[rows], target[seen])
        if not known.any():
            return
        self.belief.learn_mix(evidence[:, known], target[known])
        known &= target != self._context
        best = self._shown(self.belief.shares(evidence[:, known])).argmax(1)
        self.belief.learn_scale(evidence[:, known], best, best == target[known])

    @property
    def _context(self) -> int:
        """The column of ``CONTEXT``, or -1."""
        return self.topics.index(CONTEXT) if CONTEXT in self.topics else -1

    def _shown(self, shares: np.ndarray) -> np.ndarray:
        """Gives the shares with that of ``CONTEXT`` below all others."""
        if self._context < 0:
            return shares
        shown = shares.copy()
        shown[:, self._context] = -1
        return shown

    def _keep_words(self, texts: list[str], target: np.ndarray, given: list[bool]) -> None:
        self.examples = texts
        rows = [i for i, is_given in enumerate(given) if is_given and target[i] != self._context]
        self._by_words = {bare(texts[i]): int(target[i]) for i in rows}
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
        evidence, likeness = self._evidence(texts, vectors)
        shares = self.belief.shares(evidence)
        exact = [self._by_words.get(bare(text)) for text in texts]
        best = self._shown(shares).argmax(1)
        best = np.array([b if e is None else e for b, e in zip(best, exact, strict=True)])
        sure = self.belief.confidence(shares, evidence, best)
        return [
            self._reading(shares[i], evidence[:, i], best[i], float(sure[i]), exact[i], likeness[i])
            for i in range(len(texts))
        ]

    def _reading(
        self,
        shares: np.ndarray,
        evidence: np.ndarray,
        best: int,
        sure: float,
        exact: int | None,
        likeness: np.ndarray,
    ) -> Reading:
        order = [i for i in np.argsort(-shares, kind="stable") if i not in (best, self._context)]
        sure = max(sure, 1 / (len(order) + 1)) if exact is None else 1.0
        rest = _share_out(shares[order], 1 - sure, most=sure)
        ranking = [(self.topics[i], float(share)) for i, share in zip(order, rest, strict=True)]
        nearest = self.memory.most_like(likeness, best, self.config["shown_examples"])
        return Reading(
            ranking=[(self.topics[best], sure), *ranking],
            alarms=self._alarm_shares(shares, exact),
            nearest=[(self.examples[place], cosine) for place, cosine in nearest],
            parts={
                "share": float(shares[best]),
                "margin": float(evidence[0, best]),
                "meaning": float(evidence[1, best]),
                "spelling": float(evidence[2, best]),
            },
            exact=exact is not None,
        )

    def _alarm_shares(self, shares: np.ndarray, exact: int | None) -> dict[str, float]:
        topics = [topic for topic in self.config["alarms"] if topic in self.topics]
        if exact is not None:  # known word for word: nothing to suspect
            return {topic: float(topic == self.topics[exact]) for topic in topics}
        return {topic: float(shares[self.topics.index(topic)]) for topic in topics}

    # -- keeping ----------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Writes the model into ``folder`` as npz and JSON (no pickled code)."""
        arrays = BytesIO()
        np.savez(
            arrays,
            weights=self.margins.weights.astype(np.float16),
            bias=self.margins.bias,
            vectors=self.memory.vectors.astype(np.float16),
            target=self.memory.target,
            order=self.memory.order,
            terms=self.memory.terms.data.astype(np.float16),
            term_columns=self.memory.terms.indices,
            term_rows=self.memory.terms.indptr,
            mix=self.belief.mix,
            scale=self.belief.scale,
        )
        (folder / "arrays.npz").write_bytes(arrays.getvalue())
        state = {
            "topics": self.topics,
            "examples": self.examples,
            "words": self._by_words,
            "lexical": self.lexical.state(),
        }
        (folder / "model.json").write_text(json.dumps(state), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, config: dict[str, Any]) -> TopicModel:
        """Reads a model that ``save`` wrote."""
        model = cls(config)
        state = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        model.topics, model.examples = state["topics"], state["examples"]
        model.lexical = LexicalFeatures.from_state(state["lexical"])
        model._by_words = state["words"]
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            model.margins = Margins(arrays["weights"].astype(np.float32), arrays["bias"])
            model.memory = _memory(arrays)
            _ = model.memory.cosines  # made now, not while the first visitor waits
            model.belief = Belief(arrays["mix"], arrays["scale"])
        return model


def _memory(arrays: Mapping[str, np.ndarray]) -> ExampleMemory:
    """Gives the memory that the arrays of a saved model hold."""
    target, rows = arrays["target"], arrays["term_rows"]
    parts = (arrays["terms"].astype(np.float32), arrays["term_columns"], rows)
    terms = sp.csr_matrix(parts, shape=(len(rows) - 1, len(target)))
    return ExampleMemory(arrays["vectors"].astype(np.float32), terms, target, arrays["order"])


def _folds(groups: list[str], count: int) -> np.ndarray:
    """Deals texts out; those of the same group come into the same fold."""
    names = sorted(set(groups))
    dealt = np.random.RandomState(0).permutation(len(names)) % min(count, len(names))
    fold = dict(zip(names, dealt, strict=True))
    return np.array([fold[group] for group in groups])


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
