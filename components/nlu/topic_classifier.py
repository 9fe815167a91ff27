"""Decides what a message asks for: its topics in order, and whether it is urgent."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    INTENT_RESPONSE_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.nlu.attributes import (
    MADE_FROM,
    PART_VECTORS,
    PARTS,
    RETRIEVAL_SEPARATOR,
    TOPICS,
    UNDERSTOOD_FROM,
    URGENT,
)
from components.nlu.message_parts import Part
from components.nlu.reading import Reading
from components.nlu.response_selection import response_selector_output
from components.nlu.setting_rules import (
    POSITIVE,
    SHARE,
    TEXTS,
    TWO_OR_MORE,
    ZERO_OR_MORE,
    check_settings,
)
from components.nlu.setting_rules import TEXT as SOME_TEXT
from components.nlu.source_fingerprint import CodeFingerprint
from components.nlu.topic_choice import TopicChooser
from components.nlu.topic_model import TopicModel

RANKING_LENGTH = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(CodeFingerprint, GraphComponent, IntentClassifier):
    """Reads a message and its parts, and leaves the standard Rasa parse plus ``topics``."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Names what must stand before it in the pipeline."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Gives the defaults; config.yml says why where it sets other values."""
        return {
            # Inverse strength of the regularisation of the support vector machines.
            "C": 1.0,
            # Length of the n-gram blocks beside the sentence vector's length of 1.
            "lexical_weight": 0.5,
            # Parts of the cross-validation that weighs the evidence and sets the confidence.
            "folds": 2,
            # The same for a file of fewer than ``few`` examples: there each of them counts.
            "few": 2000,
            "folds_of_few": 5,
            # How many columns of the vectors likeness in meaning is measured by (all-MiniLM-L6-v2).
            "memory_width": 384,
            # How many nearest examples `rasa shell nlu` shows.
            "shown_examples": 3,
            # Below this confidence the message counts as not understood.
            "threshold": 0.5,
            # A part of a message must be this sure to count as a question of its own.
            "part_threshold": 0.75,
            # And a piece of a part, cut where no sign of it stands ('does it hurt how much is it').
            "piece_threshold": 0.9,
            # The intent of a message that is not understood.
            "fallback_intent": "nlu_fallback",
            # The topic of those under 18; an age that the message tells decides on it.
            "minors_intent": "under_18",
            # Topics that must not be missed, and the share of belief in them that raises the alarm.
            "alarms": [],
            "alarm_share": 0.15,
            # The same for one or two words, which may be a name or an hour.
            "short_alarm_share": 0.18,
            # The same for a part of a message, which says less than the whole.
            "part_alarm_share": 0.5,
            # Topics that decide what happens when any part of the message asks for them.
            "leading": [],
            # Topics that give way to any question in the same message ('hi, is it safe?').
            "small_talk": [],
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
    ) -> None:
        self.validate_config(config)
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model or TopicModel(config)
        self._chooser = TopicChooser(config)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Creates a component that has learnt nothing yet (see parent class)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Loads what ``train`` kept (see parent class)."""
        with model_storage.read_from(resource) as folder:
            model = TopicModel.load(folder, config)
        return cls(config, model_storage, resource, model)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuses settings that are not what they should be.

        Raises:
            InvalidConfigException: Naming the setting and what it wants.
        """
        check_settings(
            cls,
            config,
            {
                "C": POSITIVE,
                "lexical_weight": POSITIVE,
                "folds": TWO_OR_MORE,
                "few": ZERO_OR_MORE,
                "folds_of_few": TWO_OR_MORE,
                "memory_width": TWO_OR_MORE,
                "shown_examples": ZERO_OR_MORE,
                "threshold": SHARE,
                "part_threshold": SHARE,
                "piece_threshold": SHARE,
                "fallback_intent": SOME_TEXT,
                "minors_intent": SOME_TEXT,
                "alarms": TEXTS,
                "alarm_share": SHARE,
                "short_alarm_share": SHARE,
                "part_alarm_share": SHARE,
                "leading": TEXTS,
                "small_talk": TEXTS,
            },
        )

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and keeps the model.

        Raises:
            InvalidConfigException: An alarm topic has no examples, so it would never be raised.
        """
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        labels = [m.get(INTENT_RESPONSE_KEY) or m.get(INTENT) for m in examples]
        silent = set(self._config["alarms"]) - set(labels)
        if silent:
            raise InvalidConfigException(f"TopicClassifier: 'alarms' without examples: {silent}.")
        texts, vectors = [m.get(TEXT) for m in examples], [_vector(m) for m in examples]
        origins = [m.get(MADE_FROM) or m.get(TEXT) for m in examples]
        self._model.fit(texts, np.array(vectors), labels, origins)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Leaves intent, ranking, response selection, topics and urgency on each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            readings = self._read(text, message)
            topics = self._chooser.choose(text, message.get(PARTS) or [Part(text)], readings)
            self._leave(message, readings[text], topics)
        return messages

    def _read(self, text: str, message: Message) -> dict[str, Reading]:
        """Gives the readings of the whole message and of all texts of its parts."""
        vectors = {**(message.get(PART_VECTORS) or {}), text: _vector(message)}
        readings = self._model.read(list(vectors), np.array(list(vectors.values())))
        return dict(zip(vectors, readings, strict=True))

    def _leave(self, message: Message, whole: Reading, topics: list[dict[str, Any]]) -> None:
        first = self._chooser.leader(topics)
        intent = first["name"].split(RETRIEVAL_SEPARATOR)[0]
        ranking = [(first["name"], first["confidence"])]
        ranking += [(name, share) for name, share in whole.ranking if name != first["name"]]
        retrieval_intents = {
            name.split(RETRIEVAL_SEPARATOR)[0]
            for name in self._model.topics
            if RETRIEVAL_SEPARATOR in name
        }
        message.set(
            INTENT,
            {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: first["confidence"]},
            add_to_output=True,
        )
        message.set(
            INTENT_RANKING_KEY,
            [
                {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: round(share, 4)}
                for name, share in ranking[:RANKING_LENGTH]
            ],
            add_to_output=True,
        )
        message.set(
            "response_selector",
            response_selector_output(first, ranking, sorted(retrieval_intents)),
            add_to_output=True,
        )
        message.set(TOPICS, topics, add_to_output=True)
        alarms = set(self._config["alarms"])
        message.set(URGENT, any(t["name"] in alarms for t in topics), add_to_output=True)
        message.set(UNDERSTOOD_FROM, [self._why(whole)], add_to_output=True)

    @staticmethod
    def _why(reading: Reading) -> dict[str, Any]:
        nearest = [{"example": text, "likeness": round(cos, 3)} for text, cos in reading.nearest]
        return {
            "topic": reading.name,
            "confidence": round(reading.confidence, 6),
            "word_for_word": reading.exact,
            "nearest": nearest,
            "confidence_from": {name: round(value, 3) for name, value in reading.parts.items()},
        }


def _vector(message: Message) -> np.ndarray:
    """Gives the joined sentence vectors that the featurizers before left.

    Raises:
        InvalidConfigException: No dense featurizer stands before the classifier.
    """
    _, sentence = message.get_dense_features(TEXT)
    if sentence is None:
        raise InvalidConfigException(
            "TopicClassifier needs a dense featurizer before it, such as SentenceEncoder."
        )
    return np.asarray(sentence.features)[-1]
