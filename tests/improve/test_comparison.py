"""A new model goes live only if nothing gets worse by it."""

from __future__ import annotations

from typing import Any

import pytest

from improve.comparison import (
    compare_alarms,
    compare_messages,
    compare_questions,
    reasons_against,
)
from improve.reading import Reading

ROWS = [(f"question {n}", [f"faq/{n % 4}"]) for n in range(400)]
ALARMS = [(f"alarm {n}", ["urgent_symptom"]) for n in range(10)] + [("trap", ["faq/risks"])]


def right(rows: Any = ROWS, wrong: int = 0, step: int = 1) -> list[Reading]:
    """Read rows rightly, but for some."""
    missed = set(range(0, wrong * step, step))
    return [
        Reading(("nlu_fallback",) if n in missed else tuple(topics), topics[0] == "urgent_symptom")
        for n, (_, topics) in enumerate(rows)
    ]


def reasons(
    questions: list[Reading] | None = None,
    alarms: list[Reading] | None = None,
    messages: list[Reading] | None = None,
) -> list[str]:
    """Compare with an old model that is always right."""
    lately = [Reading(("faq/1",), False)] * 50 + [Reading(("crisis",), True)]
    return reasons_against(
        compare_questions(ROWS, right(), questions or right()),
        compare_alarms(ALARMS, right(ALARMS), alarms or right(ALARMS)),
        compare_messages(list(range(51)), lately, messages or lately),
    )


def test_nothing_worse() -> None:
    """The same figures, or a question or two less: that is chance."""
    assert reasons() == []
    assert reasons(questions=right(wrong=2)) == []


def test_right_less_often() -> None:
    """More than half a per cent of the held-out questions lost."""
    assert "right less often: 397" in reasons(questions=right(wrong=3))[0]


def test_one_topic_lost() -> None:
    """The whole may look well while one topic is lost."""
    (whole, topic) = reasons(questions=right(wrong=3, step=4))
    assert "right less often" in whole
    assert "worse at faq/0: 97 instead of 100" in topic


def test_fewer_alarms() -> None:
    """One alarm less on the held-out urgent messages is enough."""
    silent = [Reading(r.topics, False) if n == 0 else r for n, r in enumerate(right(ALARMS))]
    assert "fewer alarms: 9 instead of 10" in reasons(alarms=silent)[0]


def test_alarm_falls_silent_on_a_real_message() -> None:
    """One of last week's messages raised the alarm and would not: refused."""
    calm = [Reading(("faq/1",), False)] * 51
    assert "no longer raises the alarm at 1" in reasons(messages=calm)[0]


def test_fewer_real_messages_understood() -> None:
    """More of last week's messages would not be understood: refused."""
    lost = [Reading(("nlu_fallback",), False)] * 10 + [Reading(("faq/1",), False)] * 40
    assert "fewer of last week's" in reasons(messages=[*lost, Reading(("crisis",), True)])[0]


def test_figures() -> None:
    """By topic, with the questions that changed; of visitors' messages numbers, no words."""
    found = compare_questions(ROWS[:4], right(ROWS[:4], 1), right(ROWS[:4]))
    assert found["topics"] == {"faq/0": [1, 0, 1]} | {f"faq/{n}": [1, 1, 1] for n in (1, 2, 3)}
    assert found["gained"] == [["question 0", "faq/0", "nlu_fallback", "faq/0"]]
    changed = compare_messages([7], [Reading(("a",), False)], [Reading(("b", "c"), False)])
    assert changed["shown"] == [[7, "a", "b, c"]]


@pytest.mark.parametrize("count", [0, 1])
def test_no_messages_last_week(count: int) -> None:
    """A quiet week is no reason against a model."""
    calm = [Reading(("faq/1",), False)] * count
    found = compare_messages(list(range(count)), calm, calm)
    asked = compare_questions(ROWS, right(), right())
    assert reasons_against(asked, compare_alarms(ALARMS, right(ALARMS), right(ALARMS)), found) == []
