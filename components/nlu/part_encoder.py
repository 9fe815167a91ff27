"""What all encoders share: a vector of each message, and one of each of its parts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.nlu.attributes import PART_VECTORS, PARTS
from components.nlu.setting_rules import check_settings
from components.nlu.source_fingerprint import CodeFingerprint


class PartEncoder(CodeFingerprint, DenseFeaturizer, GraphComponent, ABC):
    """Leaves sentence vectors beside those that other encoders left before it."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Names what must stand before it in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Gives the defaults (see parent class)."""
        return DenseFeaturizer.get_default_config()

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self.encode([""])  # loads the weights now, not while the first visitor waits

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PartEncoder:
        """Creates the component (see parent class)."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuses settings: an encoder has none of its own (see parent class)."""
        check_settings(cls, config, {})

    @abstractmethod
    def encode(self, texts: list[str]) -> np.ndarray:
        """Encodes texts.

        Args:
            texts: Any texts; an empty one gives the vector of nothing.

        Returns:
            float32, shape ``[len(texts), width]``, each row of length 1.
        """

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encodes the training examples, on all cores."""
        examples = [m for m in training_data.training_examples if m.get(TEXT)]
        with ThreadPoolExecutor() as threads:  # ONNX Runtime works outside Python's lock
            vectors = threads.map(self.encode, ([m.get(TEXT)] for m in examples))
            for example, vector in zip(examples, vectors, strict=True):
                self._add_vector(example, vector[0])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Encodes visitors' messages, whole and by parts."""
        for message in messages:
            text = message.get(TEXT) or ""
            parts = [t for part in message.get(PARTS) or [] for t in part.texts()]
            texts = list(dict.fromkeys([text, *parts]))
            vectors = dict(zip(texts, self.encode(texts), strict=True))
            self._add_vector(message, vectors[text])
            known = message.get(PART_VECTORS) or {}
            message.set(
                PART_VECTORS,
                {t: np.hstack([known[t], v]) if t in known else v for t, v in vectors.items()},
            )
        return messages

    def _add_vector(self, message: Message, vector: np.ndarray) -> None:
        message.add_features(
            Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
        )
