"""When a reading of somebody's message is right, and the tables and the picture of all."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.confusion_picture import draw, ordered
from bench.confusions import report, topic_table
from bench.voices import ReadRow, Row, goals, is_right, taken_for


def row(*topics: str, **more: object) -> Row:
    """Makes a row of a voices file."""
    return {"text": "…", "topics": list(topics), "voice": "elderly", "form": "plain", **more}


@pytest.mark.parametrize(
    ("asked", "read", "urgent", "right"),
    [
        (row("faq/risks"), ["faq/risks"], False, True),
        (row("faq/risks"), ["faq/safety"], False, False),
        (row("faq/risks", **{"or": ["faq/safety"]}), ["faq/safety"], False, True),
        (row("faq/risks", **{"or": ["faq/safety"]}), ["faq/safety", "greet"], False, False),
        (row("faq/risks", "ask_clinic/cost"), ["faq/risks", "ask_clinic/cost"], False, True),
        (row("faq/risks", "ask_clinic/cost"), ["ask_clinic/cost", "faq/risks"], False, False),
        (row("crisis"), ["urgent_symptom"], True, True),  # the alarm is raised
        (row("faq/risks"), ["crisis", "faq/risks"], True, False),  # a false alarm
    ],
)
def test_right(asked: Row, read: list[str], urgent: bool, right: bool) -> None:
    """Just the topics asked for are right, in their order; of an alarm, that it is raised."""
    assert is_right(ReadRow(asked, read, urgent)) is right


def test_taken_for() -> None:
    """What is right counts as itself, also by its `or`; else the wrong topic counts."""
    either = row("faq/risks", **{"or": ["faq/safety"]})
    assert taken_for(ReadRow(either, ["faq/safety"], False)) == "faq/risks"
    assert taken_for(ReadRow(either, ["faq/results"], False)) == "faq/results"
    assert taken_for(ReadRow(either, ["faq/risks", "crisis"], True)) == "crisis"


READ = [
    ReadRow(row("faq/risks"), ["faq/risks"], False),
    ReadRow(row("faq/risks"), ["crisis"], True),
    ReadRow(row("out_of_scope"), ["faq/risks"], False),
    ReadRow(row("out_of_scope", **{"or": ["faq/risks"]}), ["faq/risks"], False),
    ReadRow(row("out_of_scope"), ["nlu_fallback"], False),
    ReadRow(row("crisis"), ["crisis"], True),
    ReadRow(row("urgent_symptom"), ["faq/risks"], False),
    ReadRow(row("greet", "faq/risks"), ["faq/risks"], False),
    ReadRow(row("tell_me_more", after="faq/risks"), ["tell_me_more"], False),
]


def test_goals() -> None:
    """Each goal counts the rows that it speaks of, and no others."""
    found = {name: (count["hits"], count["of"]) for name, count in goals(READ).items()}
    assert list(found.values()) == [
        (4, 9),  # all
        (1, 2),  # of our topics
        (1, 3),  # out of scope, answered
        (0, 1),  # urgent, seen
        (1, 1),  # crisis, seen
        (1, 7),  # false alarms
        (0, 1),  # several
        (1, 1),  # follow-ups
    ]


def test_tables() -> None:
    """The weakest topic stands first, with what it is taken for; every voice has a line."""
    assert topic_table(READ).splitlines()[2].startswith("| `urgent_symptom` | 0.0 % (0/1) |")
    text = report(READ)
    assert "| elderly | 44.4 % (4/9) |" in text
    assert "| plain | 44.4 % (4/9) |" in text


def test_order_of_topics() -> None:
    """Topics stand by group: ours, alarms, conversation, neither."""
    topics = ["nlu_fallback", "greet", "crisis", "ask_clinic/cost", "out_of_scope", "faq/risks"]
    assert ordered(set(topics)) == [
        *("faq/risks", "ask_clinic/cost", "crisis", "greet", "nlu_fallback", "out_of_scope")
    ]


def test_picture(tmp_path: Path) -> None:
    """A PNG comes of it, also of a single pair."""
    for number, pairs in enumerate([[("greet", "greet")], [("faq/a", "nlu_fallback")] * 3]):
        path = tmp_path / "new" / f"{number}.png"
        draw(pairs, path)
        assert path.read_bytes().startswith(b"\x89PNG")
