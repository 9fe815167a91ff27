"""Questions and answers of the project's own data, to fill a database with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class SampleTopic:
    """One topic with what visitors ask of it and what they are told."""

    name: str
    questions: list[str]
    answers: list[str]


def sample_topics() -> list[SampleTopic]:
    """Read all topics that have both questions and a curated answer.

    Returns:
        The topics, in the order of their files.
    """
    documents = [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(DATA.rglob("*.yml"))
    ]
    answers = {
        name.removeprefix("utter_"): [str(variation["text"]) for variation in variations]
        for document in documents
        for name, variations in (document.get("responses") or {}).items()
    }
    return [
        SampleTopic(block["intent"], _lines(block), answers[block["intent"]])
        for document in documents
        for block in document.get("nlu") or []
        if block.get("intent") in answers
    ]


def _lines(block: dict[str, Any]) -> list[str]:
    """Gives the examples of an intent without their dashes."""
    return [line.lstrip("- ").strip() for line in str(block["examples"]).splitlines() if line]
