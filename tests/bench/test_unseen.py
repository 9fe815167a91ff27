"""Cross-validation reads each example once, with a model that has not seen it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.utils.io import read_yaml_file

from bench.cross_validate import calibration
from bench.data_set_calibration import at_threshold
from bench.data_sets import DataSet
from bench.unseen import SureRow, cross_validated, judged
from tests.components.tiny_training import LABELS, TEXTS

EXAMPLES = [
    *zip(TEXTS, LABELS, strict=True),
    *[("what are the RISKS", "faq/risks"), ("hey", "greet"), ("good evening to you", "greet")],
    ("My sister had it done last year and she was happy. What are the risks?", "faq/risks"),
]


@pytest.fixture(scope="module")
def pipeline() -> list[dict[str, Any]]:
    """The pipeline of config.yml, its alarms being those of the tiny set."""
    steps: list[dict[str, Any]] = read_yaml_file("config.yml")["pipeline"]
    return [
        {name: ["urgent_symptom"] if name == "alarms" else value for name, value in step.items()}
        for step in steps
    ]


@pytest.mark.parametrize("strange", [False, True])
def test_each_example_once(pipeline: list[dict[str, Any]], strange: bool) -> None:
    """All examples come back with their topics, and none was known word for word."""
    rows = cross_validated(EXAMPLES, pipeline, strange)
    assert sorted((row["text"], row["expected"]) for row in rows) == sorted(EXAMPLES)
    assert {row["predicted"] for row in rows} <= set(LABELS)
    assert all(0 <= row["confidence"] < 1 for row in rows)


def row(predicted: str, confidence: float) -> SureRow:
    """Makes a row whose true topic is ``x``."""
    return SureRow(
        text="a",
        expected="x",
        predicted=predicted,
        urgent=False,
        known=False,
        confidence=confidence,
    )


def test_judged() -> None:
    """A row is right if the topic is the expected one."""
    assert judged([row("x", 0.5), row("y", 0.4)]) == ([0.5, 0.4], [True, False])


def test_both_views_are_reported() -> None:
    """Error and threshold stand there twice: with all topics known, and with strange ones."""
    text = calibration([row("x", 0.9), row("x", 0.7)], [row("x", 0.9), row("y", 0.5)])
    assert "expected calibration error, 15 bins: 0.200" in text
    assert "from a confidence of 0.70 on; answered then: 2 of 2, right: 100.0 % (2/2)" in text
    assert "expected calibration error, 15 bins: 0.300" in text
    assert "from a confidence of 0.90 on; answered then: 1 of 2, right: 100.0 % (1/1)" in text


def test_at_threshold() -> None:
    """Below the threshold nothing is answered; a wrong answer is no right one."""
    test = [("a", "X"), ("b", "X"), ("c", "X"), ("d", "oos"), ("e", "oos")]
    read = [("X", 0.9), ("Y", 0.9), ("X", 0.4), ("X", 0.5), ("X", 0.4)]
    assert at_threshold(DataSet("shop", test), read, 0.5) == ["33.3 %", "50.0 %"]
    assert at_threshold(DataSet("shop", test[:3]), read[:3], 0.5) == ["33.3 %", "–"]
