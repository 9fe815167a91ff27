"""Reads the topics' files: the questions and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
HELD_OUT = ROOT / "tests" / "nlu"
UTTER = "utter_"
# Files whose answers are to no question: what is said when nothing was understood, and the form's.
WITHOUT_TOPIC = ("not_understood", "consultation_form")


@dataclass(frozen=True)
class Variation:
    """One way to say a response.

    Attributes:
        topic: Full name, such as ``faq/risks``.
        number: Place among the topic's variations, from 0.
        text: The short answer.
        about: Its metadata.
        buttons: What its own buttons say, beside those that lead to topics.
    """

    topic: str
    number: int
    text: str
    about: dict[str, Any]
    buttons: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The language that it is in, as components/nlg.py takes it."""
        return str(self.about.get("language", "en"))

    def __str__(self) -> str:
        return f"{self.topic}[{self.about.get('language', self.number)}]"


@dataclass(frozen=True)
class TopicFile:
    """What one file under ``data/`` holds.

    Attributes:
        path: The file.
        lines: Full topic name to the lines of its questions as they stand there.
        variations: All ways to say all its responses.
    """

    path: Path
    lines: dict[str, list[str]]
    variations: list[Variation]

    @property
    def name(self) -> str:
        """The topic that a file of this name is for."""
        folder = self.path.parent.name
        return self.path.stem if folder == "dialogue" else f"{folder}/{self.path.stem}"


@lru_cache(maxsize=1)
def topic_files() -> list[TopicFile]:
    """Gives all files with questions or answers."""
    read = [_topic_file(path) for path in sorted(DATA.rglob("*.yml"))]
    return [file for file in read if file.lines or file.variations]


def variations() -> list[Variation]:
    """Gives every way to say every response."""
    return [variation for file in topic_files() for variation in file.variations]


def questions() -> dict[str, list[str]]:
    """Gives the questions of each topic, by its full name."""
    return {
        name: [line.removeprefix("- ") for line in lines]
        for file in topic_files()
        for name, lines in file.lines.items()
    }


def held_out() -> list[str]:
    """Gives all texts that the figures are measured on."""
    texts = []
    for path in sorted(HELD_OUT.glob("*.yml")):
        content = yaml_of(path)
        rows = content if isinstance(content, list) else []
        blocks = [] if isinstance(content, list) else content["nlu"]
        texts += [row["text"] for row in rows]
        texts += [
            line.removeprefix("- ") for block in blocks for line in block["examples"].splitlines()
        ]
    return texts


def yaml_of(path: Path) -> Any:
    """Reads a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def _topic_file(path: Path) -> TopicFile:
    content = yaml_of(path)
    blocks = content.get("nlu") or []
    responses = content.get("responses") or {}
    return TopicFile(
        path=path.relative_to(ROOT),
        lines={block["intent"]: block["examples"].splitlines() for block in blocks},
        variations=[
            Variation(
                topic=action.removeprefix(UTTER),
                number=number,
                text=variation.get("text") or "",
                about=variation.get("metadata") or {},
                buttons=tuple(button["title"] for button in variation.get("buttons") or []),
            )
            for action, ways in responses.items()
            for number, variation in enumerate(ways)
        ],
    )
