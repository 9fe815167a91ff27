"""Our pipeline and the stock one on a folder of data sets: `make bench-datasets FOLDER=…`.

Trains both on each data set, one after the other, reads its test questions, and writes a table
into docs/figures.md beside what published systems made of the same questions. The readings stay in
var/bench/data_sets/SYSTEM/NAME.csv. bench/data_sets.py says which layouts a folder may have.
`--system ours` measures one of the two and takes the other's results from the last run.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[0] = str(Path(__file__).resolve().parent.parent)  # the project, not bench/

from rasa.utils.log_utils import configure_structlog

from bench.data_sets import DataSet, find_data_sets, out_of_scope_count
from bench.figures import table, write_part
from bench.intents import our_pipeline, predict, write_predictions
from bench.open_set import OpenSetFigures, open_set_figures
from bench.stock_nlu import stock_pipeline
from bench.workspace import ROOT

RESULTS = ROOT / "var" / "bench" / "data_sets"
OURS, STOCK = "ours", "stock Rasa (DIET)"
PIPELINES: dict[str, Callable[[], dict[str, Any]]] = {"stock": stock_pipeline, "ours": our_pipeline}
TITLES = {"stock": STOCK, "ours": OURS}
HEAD = ["System", "OSCR", "in@oos.7", "In-scope accuracy", "Training", "A message, p50"]

Result = dict[str, Any]


def main() -> int:
    """Measures and writes the table; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of data sets")
    parser.add_argument("--system", choices=list(PIPELINES), help="measure one of the two only")
    given = parser.parse_args()
    systems = [given.system] if given.system else list(PIPELINES)
    data_sets = find_data_sets(given.folder)
    for number, data_set in enumerate(data_sets, 1):
        for system in systems:
            print(f"{data_set.name} ({number} of {len(data_sets)}), {system}:", flush=True)
            measure(system, data_set, RESULTS / system)
    parts = [part(data_set, kept(data_set.name)) for data_set in data_sets]
    text = "\n\n".join([*parts, _legend()])
    print(f"\n{text}")
    write_part("data-sets", "Other people's data sets", text)
    return 0


def measure(system: str, data_set: DataSet, home: Path) -> None:
    """Trains one of the two on a data set, reads its test questions and keeps what came of it."""
    home.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        train_file = data_set.rasa_file(Path(folder))
        readings = predict(PIPELINES[system](), train_file, [text for text, _ in data_set.test])
    write_predictions(home / f"{data_set.name}.csv", readings.rows)
    result: Result = {
        "predicted": [(intent, confidence) for _, intent, confidence in readings.rows],
        "training_seconds": readings.training_seconds,
        "p50_ms": statistics.median(readings.milliseconds),
        "load_before": load,
        "measured_on": date.today().isoformat(),
    }
    (home / f"{data_set.name}.json").write_text(json.dumps(result), encoding="utf-8")


def kept(name: str, home: Path = RESULTS) -> dict[str, Result]:
    """Gives what is kept of a data set, by our two systems' names."""
    files = {system: home / system / f"{name}.json" for system in PIPELINES}
    return {
        system: json.loads(path.read_text(encoding="utf-8"))
        for system, path in files.items()
        if path.exists()
    }


def part(data_set: DataSet, results: dict[str, Result]) -> str:
    """Gives the heading and the table of one data set."""
    gold = [label for _, label in data_set.test]
    outside = out_of_scope_count(data_set.test)

    def score(predicted: list[Any]) -> OpenSetFigures:
        return open_set_figures(gold, [p[0] for p in predicted], [float(p[1]) for p in predicted])

    published = {name: score(rows) for name, rows in data_set.published.items()}
    measured = {system: score(result["predicted"]) for system, result in results.items()}
    rows = [[name, *_cells(found), "", ""] for name, found in published.items()]
    rows += [
        [
            TITLES[system],
            *_cells(found),
            f"{results[system]['training_seconds']:.0f} s",
            f"{results[system]['p50_ms']:.1f} ms",
        ]
        for system, found in measured.items()
    ]
    if published and "ours" in measured:
        rows.append(
            ["ours before the best published", *_leads(measured["ours"], published), "", ""]
        )
    heading = (
        f"### {data_set.name}\n\n{len(gold) - outside:,} questions in scope, {outside:,} out of it."
    )
    return f"{heading}\n\n{table(HEAD, rows)}"


def _cells(found: OpenSetFigures) -> list[str]:
    return [_percent(value) for value in _values(found)]


def _leads(ours: OpenSetFigures, published: dict[str, OpenSetFigures]) -> list[str]:
    """Gives by how many points ours is before the best published figure of each kind."""
    best = [max(values) for values in zip(*map(_values, published.values()), strict=True)]
    return [f"{100 * (own - other):+.1f}" for own, other in zip(_values(ours), best, strict=True)]


def _values(found: OpenSetFigures) -> tuple[float, float, float]:
    return found.oscr, found.in_at_oos_70, found.accuracy


def _percent(value: float) -> str:
    return "–" if value != value else f"{100 * value:.1f}"


def _legend() -> str:
    return (
        "OSCR: area under the curve of right in-scope answers over out-of-scope questions let "
        "through. in@oos.7: in-scope questions answered rightly while 70 % of the others are "
        "refused. All in per cent; published systems: their stored predictions, scored here. Stock "
        "Rasa: `bench/stock/config.yml`, 100 epochs of DIET, without ResponseSelector and "
        f"FallbackClassifier. {os.cpu_count()} cores, one training at a time. "
        "Script: `bench/open_data_sets.py`; more in docs/benchmarks.md."
    )


if __name__ == "__main__":
    configure_structlog(logging.ERROR)  # else every text is printed
    sys.exit(main())
