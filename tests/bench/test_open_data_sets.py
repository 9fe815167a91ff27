"""The table of a data set: published systems, stock and ours, and how far ours is ahead."""

from __future__ import annotations

import json
from pathlib import Path

from bench.data_sets import DataSet
from bench.nlu_speed import OURS, OURS_FEW, STOCK, summary
from bench.open_data_sets import kept, part
from bench.stock_nlu import stock_pipeline

TEST = [("a", "PRICE"), ("b", "SIZE"), ("c", "NO_NODES_DETECTED"), ("d", "NO_NODES_DETECTED")]
LUIS = [("PRICE", 0.9), ("PRICE", 0.8), ("SIZE", 0.7), ("SIZE", 0.1)]
OUR_READING = [("PRICE", 0.9), ("SIZE", 0.8), ("SIZE", 0.7), ("SIZE", 0.1)]


def result(predicted: list[tuple[str, float]]) -> dict[str, object]:
    """What is kept of a system."""
    return {"predicted": predicted, "training_seconds": 1.6, "p50_ms": 2.34}


def test_part(tmp_path: Path) -> None:
    """Figures are per cent, and ours is compared with the best published of each kind."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "shop.json").write_text(json.dumps(result(OUR_READING)))
    text = part(DataSet("shop", TEST, published={"luis": LUIS}), kept("shop", tmp_path))
    assert "2 questions in scope, 2 out of it" in text
    assert text.splitlines()[-3:] == [
        "| luis | 50.0 | 50.0 | 50.0 |  |  |",
        "| ours | 100.0 | 100.0 | 100.0 | 2 s | 2.3 ms |",
        "| ours before the best published | +50.0 | +50.0 | +50.0 |  |  |",
    ]


def test_nothing_out_of_scope() -> None:
    """Then two of the figures make no sense, and nothing is compared."""
    text = part(DataSet("shop", TEST[:2]), {"stock": result(LUIS[:2])})
    assert text.splitlines()[-1] == "| stock Rasa (DIET) | – | – | 50.0 | 2 s | 2.3 ms |"


def test_stock_pipeline() -> None:
    """DIET learns for 100 epochs; what belongs to this project's own intents is left out."""
    steps = {step["name"]: step for step in stock_pipeline()["pipeline"]}
    assert steps["DIETClassifier"]["epochs"] == 100
    assert not {"ResponseSelector", "FallbackClassifier"} & set(steps)
    assert Path(steps["SpacyNLP"]["model"]).is_dir()


def test_speed_summary() -> None:
    """The goals are put to the assistant's own model."""
    times = {OURS: [[4.0, 3], [5.0, 3], [6.0, 9]], OURS_FEW: [[3.0, 2]], STOCK: [[40.0, 40]]}
    text = summary(times, 0.5)
    assert "| p50 (ms) | 5.0 | 3.0 | 40.0 |" in text
    assert "| p50, share of stock's | 0.12 | 0.07 | 1.00 |" in text
    assert "work (ms) | 3.0 | 2.0 | 40.0 |" in text
    assert ": reached." in text
    assert ": missed." in summary({**times, OURS: [[6.5, 1]]}, 0.5)
    assert ": missed." in summary({**times, STOCK: [[20.0, 20]]}, 0.5)
