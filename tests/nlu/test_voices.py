"""People's messages, hard ones, by many voices: floors that a change must not fall through.

`voices.yml` guided the work on the training data, so its figures flatter; `voices_blind.yml` was
opened only after it, and `voices_three.yml` was written when all was done. The goals are above the
floors (docs/figures.md has what was reached).
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from bench.scores import Count
from bench.voices import ReadRow, goals
from content.topic_files import ROOT, yaml_of
from tests.nlu.reading import parse

OURS = "right, `faq/` and `ask_clinic/`, one question"
ANSWERED = "`out_of_scope` answered as one of these"
SEVERAL = "all parts of messages with several, in order"


@lru_cache(maxsize=3)
def reached(name: str) -> dict[str, Count]:
    """What the trained model makes of a file; follow-ups lean on an answer and are left out."""
    rows = [row for row in yaml_of(ROOT / "tests/nlu" / name) if not row.get("after")]
    readings = parse([row["text"] for row in rows])
    return goals(
        [
            ReadRow(row, [topic["name"] for topic in read["topics"]], read["urgent"])
            for row, read in zip(rows, readings, strict=True)
        ]
    )


def share(name: str, goal: str) -> float:
    """The share that was reached of a goal, 0 to 1."""
    count = reached(name)[goal]
    return count["hits"] / count["of"]


@pytest.mark.parametrize(
    ("name", "goal", "floor"),
    [
        ("voices.yml", OURS, 0.87),
        ("voices.yml", "`urgent_symptom` seen", 0.97),
        ("voices.yml", "`crisis` seen", 0.96),
        ("voices.yml", SEVERAL, 0.55),
        ("voices_blind.yml", OURS, 0.81),
        ("voices_blind.yml", "`urgent_symptom` seen", 0.94),
        ("voices_blind.yml", "`crisis` seen", 0.83),
        ("voices_blind.yml", SEVERAL, 0.68),
        ("voices_three.yml", OURS, 0.93),
        ("voices_three.yml", "`urgent_symptom` seen", 0.97),
        ("voices_three.yml", "`crisis` seen", 0.96),
        ("voices_three.yml", SEVERAL, 0.74),
    ],
)
def test_enough_is_right(name: str, goal: str, floor: float) -> None:
    """Of hard messages at least this share is read as what it asks."""
    assert share(name, goal) >= floor


@pytest.mark.parametrize(
    ("name", "goal", "ceiling"),
    [
        ("voices.yml", ANSWERED, 0.10),
        ("voices.yml", "false alarms", 0.04),
        ("voices_blind.yml", ANSWERED, 0.09),
        ("voices_blind.yml", "false alarms", 0.025),
        ("voices_three.yml", ANSWERED, 0.09),
        ("voices_three.yml", "false alarms", 0.02),
    ],
)
def test_little_is_wrong(name: str, goal: str, ceiling: float) -> None:
    """Of hard messages at most this share is answered or alarmed about wrongly."""
    assert share(name, goal) <= ceiling
