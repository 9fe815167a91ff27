"""The trained model on held-out questions: floors that a change must not fall through.

The floors lie a little below what docs/figures.md reports, so that one question more or less
does not stop the work while a real loss does.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.nlu.reading import ALARMS, FOLDER, is_ours, labelled, parse


def names(reading: dict[str, Any]) -> list[str]:
    """Gives the topics that a message was understood to ask for."""
    return [topic["name"] for topic in reading["topics"]]


def share(hits: list[bool]) -> float:
    """Gives the share of true ones, 0 to 1."""
    return sum(hits) / len(hits)


@pytest.fixture(scope="module")
def heldout() -> list[tuple[str, list[str], bool]]:
    """The held-out questions: true topic, topics that were read, urgent."""
    rows = labelled("heldout.yml")
    readings = parse([text for text, _ in rows])
    return [(topic, names(r), r["urgent"]) for (_, topic), r in zip(rows, readings, strict=True)]


@pytest.fixture(scope="module")
def alarms() -> list[tuple[str, bool]]:
    """The alarm questions and their traps: true topic, whether the alarm was raised."""
    rows = labelled("urgent.yml")
    readings = parse([text for text, _ in rows])
    return [(topic, r["urgent"]) for (_, topic), r in zip(rows, readings, strict=True)]


def test_our_topics_are_found(heldout: list[tuple[str, list[str], bool]]) -> None:
    """Of questions on faq/ and ask_clinic/ topics, 91 % are read as just that topic."""
    assert share([read == [topic] for topic, read, _ in heldout if is_ours(topic)]) >= 0.91


def test_conversation_is_found(heldout: list[tuple[str, list[str], bool]]) -> None:
    """Of greetings, requests and the like, 86 % are read as what they are."""
    rows = [row for row in heldout if not is_ours(row[0]) and row[0] != "out_of_scope"]
    assert share([read == [topic] for topic, read, _ in rows]) >= 0.86


def test_out_of_scope_is_not_answered(heldout: list[tuple[str, list[str], bool]]) -> None:
    """At most 6 % of what is not ours is answered as if it were."""
    rows = [read for topic, read, _ in heldout if topic == "out_of_scope"]
    assert share([any(is_ours(name) for name in read) for read in rows]) <= 0.06


@pytest.mark.parametrize(("topic", "floor"), [("urgent_symptom", 0.97), ("crisis", 0.93)])
def test_alarms_are_raised(alarms: list[tuple[str, bool]], topic: str, floor: float) -> None:
    """Nearly every urgent and every crisis message raises the alarm."""
    assert share([raised for true, raised in alarms if true == topic]) >= floor


def test_everyday_questions_raise_no_alarm(heldout: list[tuple[str, list[str], bool]]) -> None:
    """At most 3.5 % of ordinary questions raise the alarm."""
    assert share([urgent for _, _, urgent in heldout]) <= 0.035


def test_traps_raise_few_alarms(alarms: list[tuple[str, bool]]) -> None:
    """Of messages made to sound alarming without being so, at most 12 % raise the alarm."""
    assert share([raised for topic, raised in alarms if topic not in ALARMS]) <= 0.12


def test_several_questions_are_found() -> None:
    """Of messages with several questions, 70 % are read as exactly these, in order."""
    rows = yaml.safe_load((FOLDER / "several_topics.yml").read_text(encoding="utf-8"))
    rows = [row for row in rows if len(row["topics"]) > 1]
    readings = parse([row["text"] for row in rows])
    right = [names(r) == row["topics"] for r, row in zip(readings, rows, strict=True)]
    assert share(right) >= 0.7


def test_other_languages_are_named() -> None:
    """A sentence in Spanish, French, German, Portuguese or Chinese is known as such."""
    texts = {
        "es": "¿cuánto tiempo tarda en crecer el pelo?",
        "fr": "je perds mes cheveux, que faire",
        "de": "wie lange dauert die Behandlung",
        "pt": "estou perdendo cabelo, o que posso fazer",
        "zh": "请问治疗要多少钱",
    }
    readings = parse(list(texts.values()))
    assert [r["language"] for r in readings] == list(texts)
    assert [names(r) for r in readings] == [["other_language"]] * len(texts)
