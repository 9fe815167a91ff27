"""Reads any data set with our pipeline: `make bench-intents TRAIN=… TEST=… OUT=…`.

TRAIN is a Rasa NLU training file, TEST a CSV with a column `text`, OUT the CSV to write:
`text,predicted_intent,confidence`, the top in-scope intent of the whole message with its raw
confidence, without the fallback rule. The pipeline is that of config.yml, save for settings that
name this project's topics.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import logging
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[0] = str(Path(__file__).resolve().parent.parent)  # the project, not bench/

from rasa.core.agent import Agent
from rasa.engine.caching import CACHE_LOCATION_ENV
from rasa.model_training import train_nlu
from rasa.shared.utils.io import read_yaml_file, write_yaml
from rasa.utils.log_utils import configure_structlog

from bench.open_set import is_out_of_scope

ROOT = Path(__file__).resolve().parent.parent
# Settings whose values are topics of this project.
OWN_TOPICS = ("alarms", "serious", "small_talk", "leading")
# At the start of a message Rasa takes it for the name of an intent, and reads nothing.
_COMMAND = re.compile(r"^\s*/[\s/]*")
EVERY = 100  # rows between two words of progress
Prediction = tuple[str, str, float]  # text, intent, confidence


def main() -> int:
    """Trains, reads and writes; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path, help="a Rasa NLU training file (YAML)")
    parser.add_argument("test", type=Path, help="a CSV file with a column 'text'")
    parser.add_argument("out", type=Path, help="the CSV file to write")
    given = parser.parse_args()
    for path in (given.train, given.test):
        if not path.is_file():
            parser.error(f"{path} is no file")
    texts = read_texts(given.test)
    rows = predict(our_pipeline(), given.train, texts).rows
    write_predictions(given.out, rows)
    print(f"{len(rows)} rows written to {given.out}")
    return 0


def our_pipeline() -> dict[str, Any]:
    """Gives config.yml without what belongs to this project's own topics and dialogue."""
    config = dict(read_yaml_file(ROOT / "config.yml"))
    steps = [
        {name: value for name, value in step.items() if name not in OWN_TOPICS}
        for step in config["pipeline"]
    ]
    return {"recipe": "default.v1", "assistant_id": "bench", "language": "en", "pipeline": steps}


@dataclass(frozen=True)
class Readings:
    """What a pipeline made of texts, and how long it took.

    Attributes:
        rows: A row for each text, in their order.
        training_seconds: From nothing to the model's file.
        milliseconds: Of each text.
    """

    rows: list[Prediction]
    training_seconds: float
    milliseconds: list[float]


def predict(config: dict[str, Any], train_file: Path, texts: list[str]) -> Readings:
    """Trains a pipeline in a folder of its own and reads texts with it.

    Args:
        config: Content of a config.yml.
        train_file: A Rasa NLU training file.
        texts: What to read.

    Raises:
        SystemExit: The file holds no examples.
    """
    with tempfile.TemporaryDirectory() as folder, _own_cache(folder):
        config_file = Path(folder, "config.yml")
        write_yaml(config, config_file)
        print("Training …", file=sys.stderr, flush=True)
        started = time.perf_counter()
        model = train_nlu(str(config_file), str(train_file), folder, fixed_model_name="bench")
        seconds = time.perf_counter() - started
        if model is None:
            raise SystemExit(f"{train_file} holds no examples that a model could be trained on.")
        rows, times = asyncio.run(_read(Agent.load(model), texts))
    return Readings(rows, seconds, times)


@contextmanager
def _own_cache(folder: str) -> Iterator[None]:
    """Keeps Rasa from taking a part of an older training: its cache knows no code but classes'."""
    before = os.environ.get(CACHE_LOCATION_ENV)
    os.environ[CACHE_LOCATION_ENV] = str(Path(folder, "cache"))
    try:
        yield
    finally:
        os.environ.pop(CACHE_LOCATION_ENV)
        if before is not None:
            os.environ[CACHE_LOCATION_ENV] = before


async def _read(agent: Agent, texts: list[str]) -> tuple[list[Prediction], list[float]]:
    rows, times = [], []
    for number, text in enumerate(texts, 1):
        started = time.perf_counter()
        parse = await agent.parse_message(_COMMAND.sub("", text))
        times.append((time.perf_counter() - started) * 1000)
        rows.append((text, *top_intent(dict(parse))))
        if number % EVERY == 0 or number == len(texts):
            print(f"Read {number} of {len(texts)}", file=sys.stderr, flush=True)
    return rows, times


def top_intent(parse: dict[str, Any]) -> tuple[str, float]:
    """Gives a parse's likeliest in-scope intent and its raw confidence.

    Our own classifier tells it of the whole message in ``understood_from``; the stock one in
    the ranking. A message of which nothing was read gives an empty name and 0.
    """
    ranking = [(row["name"], row["confidence"]) for row in parse.get("intent_ranking", [])]
    for reading in parse.get("understood_from", []):
        ranking.insert(0, (reading["topic"], reading["confidence"]))
    for name, confidence in ranking:
        if name and not is_out_of_scope(name):
            return str(name), float(confidence)
    return "", 0.0


def read_texts(path: Path) -> list[str]:
    """Reads the column `text` of a CSV file.

    Raises:
        SystemExit: There is no such column.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or "text" not in rows[0]:
        raise SystemExit(f"{path} wants a column named 'text' and at least one row.")
    return [row["text"] or "" for row in rows]


def write_predictions(path: Path, predictions: list[Prediction]) -> None:
    """Writes predictions as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "predicted_intent", "confidence"])
        writer.writerows((text, intent, f"{sure:.6f}") for text, intent, sure in predictions)


if __name__ == "__main__":
    configure_structlog(logging.ERROR)  # else every text is printed
    sys.exit(main())
