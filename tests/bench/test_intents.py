"""`make bench-intents` on a tiny data set: trained, read and written for real."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from bench.data_sets import rasa_examples
from bench.intents import our_pipeline, predict, read_texts, top_intent, write_predictions

EXAMPLES = [
    ("how much does a mattress cost", "PRICE"),
    ("what is the price", "PRICE"),
    ("is it expensive", "PRICE"),
    ("when will my order arrive", "DELIVERY"),
    ("where is my parcel", "DELIVERY"),
    ("how long does shipping take", "DELIVERY"),
]
ODD = [
    "what is the price",
    "",
    'they said "soon", when will my order arrive?',
    "first line\nhow much\r\nthird, line",
    "   ",
    "कीमत क्या है 💸 wie viel",
    "?!",
    "what is the price",
    "/DELIVERY",
    '/nonsense{"price": 1}',
]
KNOWN = {"PRICE", "DELIVERY"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A training file and test questions, some of them odd."""
    home = tmp_path_factory.mktemp("intents")
    (home / "nlu.yml").write_text(rasa_examples(EXAMPLES), encoding="utf-8")
    with (home / "test.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["number", "text"], *enumerate(ODD)])
    return home


@pytest.fixture(scope="module")
def written(folder: Path) -> list[list[str]]:
    """The rows that the program writes."""
    out = folder / "new" / "read.csv"
    files = [folder / "nlu.yml", folder / "test.csv", out]
    command = [sys.executable, "bench/intents.py", *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_columns_and_rows(written: list[list[str]]) -> None:
    """The columns have their names, and each text its row, in order and unchanged."""
    assert written[0] == ["text", "predicted_intent", "confidence"]
    assert [row[0] for row in written[1:]] == ODD


def test_readings(written: list[list[str]]) -> None:
    """Each reading is a known intent, or none, with a confidence from 0 to 1."""
    assert {row[1] for row in written[1:]} <= {*KNOWN, ""}
    assert all(0 <= float(row[2]) <= 1 for row in written[1:])
    read = {row[0]: (row[1], float(row[2])) for row in written[1:]}
    assert read[ODD[0]] == ("PRICE", 1.0)  # an example word for word
    assert read[ODD[2]][0] == "DELIVERY"


def test_same_again(folder: Path, written: list[list[str]]) -> None:
    """A second training reads the same: nothing is left to chance."""
    readings = predict(our_pipeline(), folder / "nlu.yml", ODD)
    write_predictions(folder / "again.csv", readings.rows)
    with (folder / "again.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == written
    assert readings.training_seconds > 0
    assert len(readings.milliseconds) == len(ODD)


def test_own_topics_are_left_out() -> None:
    """No setting of the pipeline names a topic of this project, and no importer stands in it."""
    config = our_pipeline()
    assert "urgent_symptom" not in str(config)
    assert "importers" not in config
    assert len(config["pipeline"]) >= 4


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        # Ours: of the whole message, whatever the fallback rule says.
        (
            {
                "intent_ranking": [{"name": "nlu_fallback", "confidence": 0.9}],
                "understood_from": [{"topic": "PRICE", "confidence": 0.1}],
            },
            ("PRICE", 0.1),
        ),
        # Stock: the first that is a topic.
        (
            {
                "intent_ranking": [
                    {"name": "out_of_scope", "confidence": 0.6},
                    {"name": "PRICE", "confidence": 0.4},
                ]
            },
            ("PRICE", 0.4),
        ),
        ({"intent_ranking": [{"name": None, "confidence": 0.0}]}, ("", 0.0)),
        ({}, ("", 0.0)),
    ],
)
def test_top_intent(parse: dict[str, object], expected: tuple[str, float]) -> None:
    """The likeliest in-scope intent counts."""
    assert top_intent(parse) == expected


def test_one_column(tmp_path: Path) -> None:
    """An empty text is a row too, also where it stands alone; a byte order mark is no text."""
    path = tmp_path / "one.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["text"], *([text] for text in ODD)])
    assert read_texts(path) == ODD


def test_what_is_missing_is_told(folder: Path) -> None:
    """A missing file or column is named."""
    (folder / "no_text.csv").write_text("question\nhi\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="column named 'text'"):
        read_texts(folder / "no_text.csv")
    command = [sys.executable, "bench/intents.py", "nowhere.yml", "x.csv", "y.csv"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "nowhere.yml is no file" in done.stderr


@pytest.mark.parametrize("given", [[], ["TRAIN=a", "TEST=b"], ["TRAIN=a", "OUT=c"]])
def test_make_asks_for_what_is_missing(given: list[str]) -> None:
    """`make bench-intents` without one of the three says how to call it."""
    done = subprocess.run(
        ["make", "-n", "bench-intents", *given], check=False, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "TRAIN=nlu.yml TEST=test.csv OUT=read.csv" in done.stderr
