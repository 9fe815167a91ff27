"""The model is sure of what it was taught, unsure of the rest, and the same after a restart."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from components.nlu.attributes import CONTEXT
from components.nlu.belief import Belief
from components.nlu.reading import Reading
from components.nlu.sentence_encoder import Encoder
from components.nlu.topic_classifier import TopicClassifier
from components.nlu.topic_model import TopicModel
from tests.components.tiny_training import ALARM, EXAMPLES, LABELS, TEXTS

UNSEEN = [
    "are there any risks",
    "hey",
    "my head is bleeding badly",
    "how much is a bus ticket",
    "有什么风险",
    "",
    "👍",
]


def config(**settings: Any) -> dict[str, Any]:
    """The defaults, with the tiny set's alarm."""
    return {**TopicClassifier.get_default_config(), "alarms": [ALARM], **settings}


def learnt(encoder: Encoder, texts: list[str], labels: list[str], **settings: Any) -> TopicModel:
    """A model of the given examples."""
    return TopicModel(config(**settings)).fit(texts, encoder.encode(texts), labels)


@pytest.fixture(scope="module")
def model(encoder: Encoder) -> TopicModel:
    """A model of the tiny set."""
    return learnt(encoder, TEXTS, LABELS)


@pytest.mark.parametrize(("text", "label"), zip(TEXTS, LABELS, strict=True))
@pytest.mark.parametrize("change", [str, str.upper, lambda text: f"  {text.rstrip('?')} ?! "])
def test_example_is_certain(
    model: TopicModel, encoder: Encoder, text: str, label: str, change: Any
) -> None:
    """An example, however typed, is read as its own topic with confidence 1."""
    [reading] = model.read([change(text)], encoder.encode([change(text)]))
    assert (reading.name, reading.confidence, reading.exact) == (label, 1.0, True)
    assert reading.nearest[0][0] in EXAMPLES[label]
    assert reading.alarms == {ALARM: float(label == ALARM)}


@pytest.mark.parametrize("text", TEXTS + UNSEEN)
def test_ranking(model: TopicModel, encoder: Encoder, text: str) -> None:
    """The ranking names every topic once, likeliest first, and shares out all of the belief."""
    [reading] = model.read([text], encoder.encode([text]))
    shares = [round(share, 6) for _, share in reading.ranking]
    assert sorted(name for name, _ in reading.ranking) == model.topics
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
    assert sum(share for _, share in reading.ranking) == pytest.approx(1)


@pytest.mark.parametrize("bias", [-9.0, -1.0, 0.0, 9.0])
def test_order_of_the_unlikely(model: TopicModel, encoder: Encoder, bias: float) -> None:
    """However sure it is, the likelier topics come first: they are offered when it is not sure."""
    unsure = copy.copy(model)
    unsure.belief = Belief(model.belief.mix, np.array([0.0, bias]))
    for text in UNSEEN:
        [usual], [reading] = (m.read([text], encoder.encode([text])) for m in (model, unsure))
        assert [name for name, _ in reading.ranking] == [name for name, _ in usual.ranking]
        shares = [round(share, 6) for _, share in reading.ranking]
        assert shares == sorted(shares, reverse=True)
        assert sum(share for _, share in reading.ranking) == pytest.approx(1)


def test_likely_and_unlikely(model: TopicModel, encoder: Encoder) -> None:
    """A question like the examples is read rightly and more surely than one about anything."""
    near, far = model.read(
        ["what side effects are there", "how much is a bus ticket"],
        encoder.encode(["what side effects are there", "how much is a bus ticket"]),
    )
    assert near.name == "faq/risks"
    assert near.confidence > far.confidence
    assert near.nearest[0][0] == "any side effects"
    assert near.parts["meaning"] > far.parts["meaning"]


def test_readings_do_not_depend_on_each_other(model: TopicModel, encoder: Encoder) -> None:
    """A text is read the same alone and among others."""
    together = model.read(UNSEEN, encoder.encode(UNSEEN))
    for text, reading in zip(UNSEEN, together, strict=True):
        assert same(reading, model.read([text], encoder.encode([text]))[0])


def test_alarm_in_new_words(model: TopicModel, encoder: Encoder) -> None:
    """A symptom that is no example raises its alarm more than a harmless question does."""
    texts = ["there is blood coming from my scalp", "which side effects are common"]
    symptom, question = model.read(texts, encoder.encode(texts))
    assert symptom.alarms[ALARM] > 0.5 > question.alarms[ALARM]


def test_alarm_that_was_not_learnt(encoder: Encoder) -> None:
    """An alarm topic without examples gives no share instead of an error."""
    model = learnt(encoder, TEXTS, LABELS, alarms=["crisis"])
    assert model.read(["hello"], encoder.encode(["hello"]))[0].alarms == {}


def test_two_topics(encoder: Encoder) -> None:
    """Two topics are enough (there the learner gives one machine instead of two)."""
    pairs = [(t, n) for t, n in zip(TEXTS, LABELS, strict=True) if n != "greet"]
    model = learnt(encoder, [t for t, _ in pairs], [n for _, n in pairs])
    readings = model.read(["any risk", "I bleed"], encoder.encode(["any risk", "I bleed"]))
    assert [reading.name for reading in readings] == ["faq/risks", ALARM]


def test_topic_with_one_example(encoder: Encoder) -> None:
    """A new topic may begin with a single question; it is found again."""
    texts, labels = [*TEXTS, "what does it cost"], [*LABELS, "ask_clinic/cost"]
    model = learnt(encoder, texts, labels)
    readings = model.read(["the cost of it", "hello"], encoder.encode(["the cost of it", "hello"]))
    assert [reading.name for reading in readings] == ["ask_clinic/cost", "greet"]


def test_one_topic_is_refused(encoder: Encoder) -> None:
    """With one topic there is nothing to tell apart: it says so."""
    with pytest.raises(ValueError, match="two topics"):
        learnt(encoder, ["hello", "hi"], ["greet", "greet"])


def test_learning_twice_gives_the_same(model: TopicModel, encoder: Encoder) -> None:
    """Nothing is left to chance: the same examples give the same model."""
    again = learnt(encoder, TEXTS, LABELS)
    for one, other in zip(read(model, encoder), read(again, encoder), strict=True):
        assert one == other


def test_kept_and_loaded(model: TopicModel, encoder: Encoder, tmp_path: Path) -> None:
    """A loaded model reads as the one that was saved (weights are kept in half precision)."""
    model.save(tmp_path)
    loaded = TopicModel.load(tmp_path, config())
    assert (loaded.topics, loaded.examples) == (model.topics, model.examples)
    for one, other in zip(read(model, encoder), read(loaded, encoder), strict=True):
        assert same(one, other, 2e-3)


def test_saving_again_changes_nothing(model: TopicModel, encoder: Encoder, tmp_path: Path) -> None:
    """What is lost to half precision is lost once: the second copy equals the first."""
    models = [model]
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        models[-1].save(folder)
        models.append(TopicModel.load(folder, config()))
    for one, other in zip(read(models[1], encoder), read(models[2], encoder), strict=True):
        assert one == other


def test_files_hold_no_code(model: TopicModel, tmp_path: Path) -> None:
    """Only arrays and JSON are written: a model file can not run anything."""
    model.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["arrays.npz", "model.json"]
    assert b"pickle" not in (tmp_path / "arrays.npz").read_bytes()


def read(model: TopicModel, encoder: Encoder) -> list[Reading]:
    """What a model makes of known and new texts."""
    texts = TEXTS + UNSEEN
    return model.read(texts, encoder.encode(texts))


def same(one: Reading, other: Reading, tolerance: float = 1e-5) -> bool:
    """Tells whether two readings are equal but for rounding."""
    return (
        dict(one.ranking) == pytest.approx(dict(other.ranking), abs=tolerance)
        and one.alarms == pytest.approx(other.alarms, abs=tolerance)
        and one.parts == pytest.approx(other.parts, abs=10 * tolerance)
        and one.nearest[0][0] == other.nearest[0][0]
        and (one.name, one.exact) == (other.name, other.exact)
    )


def test_context_is_learnt_and_never_read() -> None:
    """What harmless stories tell is no topic: it is in no ranking and no example of it is shown."""
    texts = ["is it safe", "how safe is it", "my scalp bleeds", "blood on my scalp", "i live alone"]
    labels = ["faq/safety", "faq/safety", "urgent_symptom", "urgent_symptom", CONTEXT]
    vectors = np.eye(len(texts), dtype=np.float32)
    model = TopicModel(config()).fit(texts, vectors, labels)
    reading = model.read(["i live alone"], vectors[4:])[0]
    assert {name for name, _ in reading.ranking} == {"faq/safety", "urgent_symptom"}
    assert "i live alone" not in [example for example, _ in reading.nearest]
    assert not reading.exact
