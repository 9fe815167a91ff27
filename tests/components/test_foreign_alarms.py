"""An alarm in another language is seen; an ordinary question in it is not one."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.exceptions import InvalidConfigException

from components.nlu.foreign_alarms import ForeignAlarms
from tests.components.tiny_pipeline import TinyPipeline, parse
from tests.components.tiny_training import ALARM


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> TinyPipeline:
    """The pipeline with one alarm, which only this component raises."""
    settings = {"ForeignAlarms": {"alarms": [ALARM], "margin": -0.2}}
    return TinyPipeline(tmp_path_factory.mktemp("foreign"), settings)


@pytest.mark.parametrize(
    "text",
    ["mi cuero cabelludo está sangrando mucho", "meine Kopfhaut blutet stark", "我的头皮在流血"],
)
def test_alarm_in_another_language(pipeline: TinyPipeline, text: str) -> None:
    """The message is urgent; the alarm is answered first, then that we read English."""
    parsed = parse(pipeline.load(ForeignAlarms), text)
    assert parsed["urgent"] is True
    assert parsed["intent"]["name"] == ALARM
    assert [topic["name"] for topic in parsed["topics"]] == [ALARM, "other_language"]


@pytest.mark.parametrize("text", ["cuánto cuesta el tratamiento por favor", "多少钱"])
def test_question_in_another_language(pipeline: TinyPipeline, text: str) -> None:
    """A question of price raises no alarm."""
    parsed = parse(pipeline.load(ForeignAlarms), text)
    assert parsed["urgent"] is False
    assert parsed["intent"]["name"] == "other_language"


def test_a_lone_letter_is_no_alarm(tmp_path: Path) -> None:
    """A family name of one sign tells of nothing, however near it lies; two signs may."""
    settings = {"ForeignAlarms": {"alarms": [ALARM], "margin": -9}}
    components = TinyPipeline(tmp_path, settings).load(ForeignAlarms)
    assert [parse(components, text)["urgent"] for text in ("李", "流血")] == [False, True]


def test_english_is_left_to_the_classifier(pipeline: TinyPipeline) -> None:
    """What TopicClassifier read in English stays as it is."""
    parsed = parse(pipeline.load(ForeignAlarms), "what are the risks")
    assert (parsed["urgent"], parsed["intent"]["name"]) == (False, "faq")


def test_no_alarms_named_none_raised(tmp_path: Path) -> None:
    """Without alarms it learns nothing and changes nothing."""
    pipeline = TinyPipeline(tmp_path)
    parsed = parse(pipeline.load(ForeignAlarms), "mi cuero cabelludo está sangrando mucho")
    assert parsed["urgent"] is False


def test_alarm_without_examples_is_refused(tmp_path: Path) -> None:
    """A misspelt alarm would never be raised: training stops and names it."""
    with pytest.raises(InvalidConfigException, match="urgent_sympton"):
        TinyPipeline(tmp_path, {"ForeignAlarms": {"alarms": ["urgent_sympton"]}})
