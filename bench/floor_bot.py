"""Lays out the floor: a Rasa bot that knows one keyword a topic and our answers."""

from __future__ import annotations

import shutil
from pathlib import Path

from rasa.shared.utils.io import read_yaml_file

from bench.workspace import NOT_SURE, ROOT, STOCK_FILES, Document, empty, write

NO_KEYWORD = "nlu_fallback"
FLOOR_CONFIG = ROOT / "bench" / "floor" / "config.yml"


def lay_out_floor(folder: Path, stock: Path) -> None:
    """Writes the floor's project into a new folder.

    Args:
        folder: Where it goes.
        stock: The stock side's project, whose answers it gives.
    """
    empty(folder)
    shutil.copy(FLOOR_CONFIG, folder / "config.yml")
    for name in ("credentials.yml", "endpoints.yml"):
        shutil.copy(STOCK_FILES / name, folder / name)
    domain = read_yaml_file(stock / "domain.yml")
    answers = {plain(name): texts for name, texts in domain["responses"].items() if "/" in name}
    topics = [name.removeprefix("utter_") for name in answers]
    answers[NOT_SURE] = domain["responses"][NOT_SURE]
    rules = [*((topic, f"utter_{topic}") for topic in topics), (NO_KEYWORD, NOT_SURE)]
    write(folder / "domain.yml", {"intents": [*topics, NO_KEYWORD], "responses": answers})
    write(folder / "data/nlu.yml", {"nlu": [_example(topic) for topic in topics]})
    write(folder / "data/rules.yml", {"rules": [_rule(*rule) for rule in rules]})


def plain(name: str) -> str:
    """Gives a retrieval intent's name, or that of its response, as a name without a slash."""
    return name.replace("/", "_")


def keyword(topic: str) -> str:
    """Gives the words that stand for a topic: those of its name, behind its group."""
    return topic.removeprefix("ask_clinic_").removeprefix("faq_").replace("_", " ")


def _rule(intent: str, action: str) -> Document:
    return {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}


def _example(topic: str) -> Document:
    return {"intent": topic, "examples": f"- {keyword(topic)}\n"}
