"""Reads training examples with topic models that have not seen them (cross-validation)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.model_selection import StratifiedGroupKFold

from bench.scores import ALARMS, Row
from components.nlu.attributes import CONTEXT, MADE_FROM
from components.nlu.lexical_features import bare
from components.nlu.multilingual_encoder import MultilingualEncoder
from components.nlu.part_encoder import PartEncoder
from components.nlu.sentence_encoder import SentenceEncoder
from components.nlu.story_examples import StoryExamples
from components.nlu.topic_classifier import TopicClassifier
from components.nlu.topic_model import TopicModel

FOLDS = 5
ENCODERS: list[type[PartEncoder]] = [SentenceEncoder, MultilingualEncoder]
Array = np.ndarray[Any, Any]
Labelled = tuple[str, str]  # text, topic


class SureRow(Row):
    """A row, and how sure the model was of the whole message."""

    confidence: float


def cross_validated(
    examples: list[Labelled], pipeline: list[dict[str, Any]], strange: bool = False
) -> list[SureRow]:
    """Reads each example with a model that has not seen it.

    Args:
        examples: Text and topic of each. Texts of the same words fall into the same fold.
        pipeline: The components with their settings, as config.yml has them.
        strange: Each model also does not know every fifth topic, and reads that topic's examples
            too: what is asked of it then is partly nothing that it could know.

    Returns:
        A row for each; what is predicted is the model's likeliest topic, before the thresholds
        that ``TopicChooser`` puts on it.
    """
    texts = np.array([text for text, _ in examples], dtype=object)
    topics = np.array([topic for _, topic in examples], dtype=object)
    names = sorted(set(topics))
    stories, origins = _stories(examples, pipeline)
    vectors, story_vectors = _encoded(list(texts)), _encoded(stories)
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    rows: list[SureRow] = []
    for number, (seen, unseen) in enumerate(folds.split(texts, topics, _groups(texts))):
        print(f"Fold {number + 1} of {FOLDS} …", file=sys.stderr, flush=True)
        if strange:
            seen = seen[~np.isin(topics[seen], names[number::FOLDS])]
        known = set(texts[seen])
        told = [place for place, origin in enumerate(origins) if origin in known]
        model = TopicModel(_settings(TopicClassifier, pipeline)).fit(
            [*texts[seen], *(stories[place] for place in told)],
            np.vstack([vectors[seen], story_vectors[told]]),
            [*topics[seen], *[CONTEXT] * len(told)],
            [*texts[seen], *(origins[place] for place in told)],
        )
        readings = model.read(list(texts[unseen]), vectors[unseen])
        for text, topic, reading in zip(texts[unseen], topics[unseen], readings, strict=True):
            rows.append(_row(text, topic, reading.name, reading.confidence))
    return rows


def judged(rows: Sequence[SureRow]) -> tuple[list[float], list[bool]]:
    """Gives how sure the model was of each row, and whether it was right."""
    right = [row["expected"] == row["predicted"] for row in rows]
    return [row["confidence"] for row in rows], right


def _row(text: str, expected: str, predicted: str, confidence: float) -> SureRow:
    return SureRow(
        text=text,
        expected=expected,
        predicted=predicted,
        urgent=predicted in ALARMS,
        known=False,
        confidence=confidence,
    )


def _stories(
    examples: list[Labelled], pipeline: list[dict[str, Any]]
) -> tuple[list[str], list[str]]:
    """Gives the stories that training adds, and the example that each is told in."""
    given = [Message({TEXT: text, INTENT: topic}) for text, topic in examples]
    maker = StoryExamples(_settings(StoryExamples, pipeline))
    more = maker.process_training_data(TrainingData(given)).training_examples[len(given) :]
    return [m.get(TEXT) for m in more], [m.get(MADE_FROM) for m in more]


def _settings(
    component: type[StoryExamples] | type[TopicClassifier], pipeline: list[dict[str, Any]]
) -> dict[str, Any]:
    """Gives a component's settings: its defaults, and what the pipeline says."""
    name = f"{component.__module__}.{component.__name__}"
    own = next((step for step in pipeline if step["name"] == name), {})
    return {**component.get_default_config(), **{k: v for k, v in own.items() if k != "name"}}


def _encoded(texts: list[str]) -> Array:
    config = PartEncoder.get_default_config()
    return np.hstack([encoder(config, encoder.__name__).encode(texts) for encoder in ENCODERS])


def _groups(texts: Array) -> list[int]:
    """Numbers the texts so that those of the same words share a number."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(bare(text) or text, len(numbers)) for text in texts]
