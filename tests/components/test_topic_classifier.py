"""The classifier leaves the parse that Rasa, the channel and the staff's console rely on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from components.nlu.topic_classifier import RANKING_LENGTH, TopicClassifier
from tests.components.tiny_pipeline import TinyPipeline, parse
from tests.components.tiny_training import ALARM

SETTINGS = {"TopicClassifier": {"alarms": [ALARM], "small_talk": ["greet"]}}


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> TinyPipeline:
    """The pipeline with one alarm topic."""
    return TinyPipeline(tmp_path_factory.mktemp("alarms"), SETTINGS)


def read(pipeline: TinyPipeline, text: str) -> dict[str, Any]:
    """The parse of a text."""
    return parse(pipeline.load(TopicClassifier), text)


def test_standard_parse(pipeline: TinyPipeline) -> None:
    """Intent, ranking and response selection are those of a stock Rasa pipeline."""
    parsed = read(pipeline, "what are the risks")
    assert parsed["intent"] == {"name": "faq", "confidence": 1.0}
    ranking = parsed["intent_ranking"]
    assert [set(row) for row in ranking] == [{"name", "confidence"}] * 3
    assert ranking[0] == {"name": "faq/risks", "confidence": 1.0}
    assert len(ranking) <= RANKING_LENGTH
    selector = parsed["response_selector"]
    assert selector["all_retrieval_intents"] == ["faq"]
    assert selector["faq"]["response"]["utter_action"] == "utter_faq/risks"


def test_topics_of_a_message(pipeline: TinyPipeline) -> None:
    """``topics`` holds full names with confidence and words; the first gives the intent."""
    parsed = read(pipeline, "hello! what are the risks?")
    [topic] = parsed["topics"]
    assert topic["name"] == "faq/risks"
    assert topic["text"] == "what are the risks?"
    assert parsed["intent"]["name"] == "faq"
    assert parsed["urgent"] is False


def test_urgent(pipeline: TinyPipeline) -> None:
    """An alarm topic anywhere in the message makes it urgent."""
    parsed = read(pipeline, "any side effects? my scalp is bleeding")
    assert parsed["urgent"] is True
    assert parsed["topics"][0]["name"] == ALARM
    assert parsed["intent"]["name"] == ALARM


def test_why_it_was_read_so(pipeline: TinyPipeline) -> None:
    """For `rasa shell nlu` the nearest examples and the parts of the confidence are named."""
    [why] = read(pipeline, "Any side effects?!")["understood_from"]
    assert why["topic"] == "faq/risks"
    assert why["word_for_word"] is True
    assert why["nearest"][0]["example"] == "any side effects"
    assert why["nearest"][0]["likeness"] > 0.85
    likeness = [near["likeness"] for near in why["nearest"]]
    assert len(likeness) == 3 and likeness == sorted(likeness, reverse=True)
    assert set(why["confidence_from"]) == {"share", "margin", "meaning", "spelling"}


def test_wordless_message(pipeline: TinyPipeline) -> None:
    """An empty message is not understood, rather than taken for the topic next to nothing."""
    parsed = read(pipeline, "  ")
    assert parsed["intent"] == {"name": "nlu_fallback", "confidence": 1.0}
    assert len(parsed["intent_ranking"]) == 4


def test_alarm_without_examples_is_refused(tmp_path: Path) -> None:
    """A misspelt alarm would never be raised: training stops and names it."""
    with pytest.raises(InvalidConfigException, match="urgent_sympton"):
        TinyPipeline(tmp_path, {"TopicClassifier": {"alarms": ["urgent_sympton"]}})


def test_missing_featurizer_is_named(pipeline: TinyPipeline) -> None:
    """Without sentence vectors it says what is missing before it in the pipeline."""
    classifier = pipeline.load(TopicClassifier)[-1]
    with pytest.raises(InvalidConfigException, match="dense featurizer"):
        classifier.process([Message({TEXT: "is it safe"})])
