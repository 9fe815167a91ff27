"""Finds data sets in a folder: training examples, test questions, published predictions.

Two layouts are read, also side by side:

- HINT3's: `dataset/v1/train/NAME_train.csv` (sentence, label), `dataset/v1/test/BOT_test.csv`
  (BOT is NAME, with or without `_subset`) and, if there are any, `preds/SYSTEM_NAME.csv`;
- pairs: `NAME.yml`, a Rasa NLU training file, beside `NAME.csv` (text, label).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench.open_set import is_out_of_scope

Labelled = tuple[str, str]  # text, label
Predicted = tuple[str, float]  # intent, confidence
TEXT_COLUMNS = ("text", "sentence", "question")
INTENT_COLUMNS = ("predicted_intent", "predicted_node", "prediction", "intent")
CONFIDENCE_COLUMNS = ("confidence", "predicted_node_score", "score")
TRAIN_END, TEST_END, SUBSET = "_train.csv", "_test.csv", "_subset"
# Rasa takes square brackets for marks of entities, braces for what belongs to them.
_NO_BRACKETS = str.maketrans("", "", "[]{}")


@dataclass(frozen=True)
class DataSet:
    """One data set.

    Attributes:
        name: As its files are named.
        test: Questions with their labels, some out of scope.
        examples: Training examples; empty where ``train_file`` holds them.
        train_file: A Rasa NLU training file, if there is one.
        published: What each published system read the test questions as, in their order.
    """

    name: str
    test: list[Labelled]
    examples: list[Labelled] = field(default_factory=list)
    train_file: Path | None = None
    published: dict[str, list[Predicted]] = field(default_factory=dict)

    def rasa_file(self, folder: Path) -> Path:
        """Gives its Rasa NLU training file, written into ``folder`` if there is none yet."""
        if self.train_file:
            return self.train_file
        path = folder / f"{self.name}.yml"
        path.write_text(rasa_examples(self.examples), encoding="utf-8")
        return path


def find_data_sets(folder: Path) -> list[DataSet]:
    """Reads all data sets of a folder, in the order of their names.

    Raises:
        SystemExit: There are none, or one is not as it should be.
    """
    found = [_hint3(path, folder) for path in (folder / "dataset/v1/train").glob(f"*{TRAIN_END}")]
    for path in folder.glob("*.yml"):
        test = path.with_suffix(".csv")
        if not test.is_file():
            raise SystemExit(f"{path} has no test questions beside it: {test.name}.")
        found.append(DataSet(path.stem, _labelled(test), train_file=path))
    if not found:
        raise SystemExit(f"{folder} holds no data sets: see bench/data_sets.py for the layouts.")
    return sorted(found, key=lambda one: one.name)


def rasa_examples(examples: Iterable[Labelled]) -> str:
    """Gives examples as a Rasa NLU training file: one line each, brackets left out."""
    lines: dict[str, list[str]] = {}
    for text, label in examples:
        seen = "".join(c for c in text if c.isprintable() or c.isspace())
        plain = " ".join(seen.translate(_NO_BRACKETS).split())
        if plain:
            lines.setdefault(label, []).append(f"    - {plain}\n")
    blocks = [f"- intent: {_quoted(name)}\n  examples: |\n{''.join(lines[name])}" for name in lines]
    return 'version: "3.1"\nnlu:\n' + "".join(blocks)


def _hint3(train: Path, folder: Path) -> DataSet:
    name = train.name.removesuffix(TRAIN_END)
    tests = [name, name.removesuffix(SUBSET)]
    files = [folder / "dataset/v1/test" / f"{test}{TEST_END}" for test in tests]
    test_file = next((path for path in files if path.is_file()), None)
    if test_file is None:
        raise SystemExit(f"{train} has no test questions: {files[-1]} is missing.")
    test = _labelled(test_file)
    predictions = sorted((folder / "preds").glob(f"*_{name}.csv"))
    published = {path.stem.removesuffix(f"_{name}"): _predicted(path, test) for path in predictions}
    return DataSet(name, test, _labelled(train), published=published)


def _labelled(path: Path) -> list[Labelled]:
    rows = _rows(path)
    text, label = _column(rows, TEXT_COLUMNS, path), _column(rows, ("label", "intent"), path)
    return [(row[text] or "", row[label] or "") for row in rows]


def _predicted(path: Path, test: list[Labelled]) -> list[Predicted]:
    """Reads published predictions into the order of the test questions."""
    rows = _rows(path)
    text = _column(rows, TEXT_COLUMNS, path)
    intent, sure = _column(rows, INTENT_COLUMNS, path), _column(rows, CONFIDENCE_COLUMNS, path)
    keys = [_key(row[text] or "") for row in rows]
    values = [(row[intent] or "", float(row[sure] or 0)) for row in rows]
    if any(math.isnan(confidence) for _, confidence in values):
        raise SystemExit(f"{path}: a confidence is not a number.")
    wanted = [_key(question) for question, _ in test]
    if keys == wanted:
        return values
    by_text = dict(zip(keys, values, strict=True))
    missing = [question for question in wanted if question not in by_text]
    if missing:
        raise SystemExit(f"{path}: no prediction for {len(missing)} of {len(test)} questions.")
    return [by_text[question] for question in wanted]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        raise SystemExit(f"{path} has no rows.")
    return rows


def _column(rows: list[dict[str, str]], names: tuple[str, ...], path: Path) -> str:
    for name in names:
        if name in rows[0]:
            return name
    raise SystemExit(f"{path} wants a column named {' or '.join(names)}.")


def _key(text: str) -> str:
    return " ".join(text.split())


def _quoted(name: str) -> str:
    """Gives a name as YAML reads it back, whatever stands in it."""
    return "'" + name.replace("'", "''") + "'"


def out_of_scope_count(test: list[Labelled]) -> int:
    """Counts the questions that belong to no topic."""
    return sum(is_out_of_scope(label) for _, label in test)
