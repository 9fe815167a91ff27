"""Reads the topics' files: the questions and the answers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from content.topic_file import TopicFile
from content.variation import Variation

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
UTTER = "utter_"
# Files whose answers are to no question: what is said when nothing was understood, and the form's.
WITHOUT_TOPIC = ("not_understood", "consultation_form")
QUESTION_MARK = "- "  # before each question in a file


def topic_files(root: Path = ROOT) -> list[TopicFile]:
    """Gives all files with questions or answers; read again only when one of them changed.

    Args:
        root: The project's folder, or a copy of it.
    """
    paths = sorted((root / "data").rglob("*.yml"))
    return _read(root, tuple((path, path.stat().st_mtime_ns) for path in paths))


def variations(root: Path = ROOT) -> list[Variation]:
    """Gives every way to say every response."""
    return [variation for file in topic_files(root) for variation in file.variations]


def questions(root: Path = ROOT) -> dict[str, list[str]]:
    """Gives the questions of each topic, by its full name."""
    return {
        name: [line.removeprefix(QUESTION_MARK) for line in lines]
        for file in topic_files(root)
        for name, lines in file.lines.items()
    }


def titles(root: Path = ROOT) -> dict[str, str]:
    """Gives the button of each topic that has one, by its full name."""
    return {
        v.topic: str(v.about["title"])
        for v in variations(root)
        if v.number == 0 and "title" in v.about
    }


def held_out(root: Path = ROOT) -> list[str]:
    """Gives all texts that the figures are measured on."""
    return [text for path in sorted((root / "tests/nlu").glob("*.yml")) for text, _ in rows(path)]


def rows(path: Path) -> list[tuple[str, list[str]]]:
    """Gives the texts of a held-out file, each with the topics that it asks for.

    Args:
        path: An NLU file, or a list of ``text`` and ``topics``.
    """
    content = yaml_of(path)
    if isinstance(content, list):
        return [(row["text"], row["topics"]) for row in content]
    return [
        (line.removeprefix(QUESTION_MARK).strip(), [block["intent"]])
        for block in content["nlu"]
        for line in block["examples"].splitlines()
        if line.strip()
    ]


def yaml_of(path: Path) -> Any:
    """Reads a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


@lru_cache(maxsize=4)
def _read(root: Path, stamps: tuple[tuple[Path, int], ...]) -> list[TopicFile]:
    read = [_topic_file(path, root) for path, _ in stamps]
    return [file for file in read if file.lines or file.variations]


def _topic_file(path: Path, root: Path) -> TopicFile:
    content = yaml_of(path)
    blocks = content.get("nlu") or []
    responses = content.get("responses") or {}
    return TopicFile(
        path=path.relative_to(root),
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
