"""Our assistant beside the stock Rasa pipeline, on the same examples, in the same environment.

`.venv/engine/bin/python bench/stock_pipeline.py` measures both sides in turn (an hour or so on
two cores, nearly all of it the stock side's training), keeps the results as JSON in var/bench/
and writes the table into docs/figures.md. `--side ours` measures one side and takes the other's
results from the last run; `--small` tries everything on a handful of examples in minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[0] = str(Path(__file__).resolve().parent.parent)  # the project, not bench/

from bench import engine
from bench.figures import FIGURES, share, table, write_part
from bench.scores import ALARMS, Row, heldout_scores, urgent_scores
from bench.workspace import (
    FULL,
    HELDOUT,
    ROOT,
    SMALL,
    Size,
    digest,
    labelled,
    lay_out_ours,
    lay_out_stock,
)
from components.nlu.lexical_features import bare

RESULTS = ROOT / "var" / "bench"
URGENT = ROOT / "tests" / "nlu" / "urgent.yml"
TRAINING = "training.json"  # what is known of the training, beside the model
QUIET_LOAD = 1.0

Result = dict[str, Any]


def main() -> int:
    """Measures what the command line asks for; gives the exit status."""
    options, load = _options(), os.getloadavg()[0]
    if load > QUIET_LOAD:
        print(f"The machine is busy (load {load:.1f}): times will be too long.", flush=True)
    size = SMALL if options.small else replace(FULL, per_topic=options.per_topic)
    home = RESULTS / "small" if options.small else RESULTS
    home.mkdir(parents=True, exist_ok=True)
    sides = [engine.SIDES[options.side]] if options.side else list(engine.SIDES.values())
    for side in sides:  # all before the first training: somebody may be at work on data/
        _lay_out(side, size, _folder(home, side), options.reuse_model)
    for side in sides:
        result = {"load_before": round(load, 1), **measure(side, size, _folder(home, side))}
        (home / f"{side.name}.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    text = comparison(home)
    print("\n" + text)
    figures = home / "figures.md" if options.small else FIGURES
    write_part("stock-pipeline", "Beside the stock Rasa pipeline", text, figures)
    print(f"\nWritten into {figures.relative_to(ROOT)}")
    return 0


def measure(side: engine.Side, size: Size, folder: Path) -> Result:
    """Trains and questions one side, in its folder."""
    result: Result = {"measured_on": date.today().isoformat(), "cores": os.cpu_count()}
    result |= _trained(side, folder)
    _say(side, "reading the held-out rows")
    heldout, urgent = labelled(HELDOUT)[:: size.every], labelled(URGENT)[:: size.every]
    result |= heldout_scores(_read(folder, "heldout", heldout))
    return result | urgent_scores(_read(folder, "urgent", urgent))


def _folder(home: Path, side: engine.Side) -> Path:
    return home / "work" / side.name


def _lay_out(side: engine.Side, size: Size, folder: Path, reuse_model: bool) -> None:
    if reuse_model and (folder / TRAINING).exists():
        return
    lay_out = lay_out_ours if side is engine.OURS else lay_out_stock
    lay_out(folder, size)


def _trained(side: engine.Side, folder: Path) -> Result:
    """Trains from nothing, unless the folder holds a model; gives what is known of it."""
    kept = folder / TRAINING
    if kept.exists():
        _say(side, "taking the model that was trained before")
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    examples = {"examples": digest(folder), "example_count": len(labelled(folder / "data"))}
    log = (folder / "train.log").relative_to(ROOT)
    _say(side, f"training {examples['example_count']} examples (tail -f {log})")
    trained = {**examples, "training_seconds": engine.train(folder)}
    kept.write_text(json.dumps(trained), encoding="utf-8")
    return trained


def _read(folder: Path, name: str, rows: list[tuple[str, str]]) -> list[Row]:
    """Reads rows with the trained model, and marks those that it was trained on."""
    given, result = folder / f"{name}_rows.json", folder / f"{name}_read.json"
    given.write_text(json.dumps(rows), encoding="utf-8")
    reader = str(ROOT / "bench" / "read_rows.py")
    command = [sys.executable, reader, engine.MODEL, str(given), str(result)]
    engine.run_logged(command, folder, f"{name}.log")
    known = {bare(text) for text, _ in labelled(folder / "data")}
    read: list[Row] = json.loads(result.read_text(encoding="utf-8"))
    for row in read:
        row["urgent"] = row["urgent"] or row["predicted"] in ALARMS
        row["known"] = bare(row["text"]) in known
    return read


def comparison(home: Path) -> str:
    """Gives the table of the kept results, and what was measured how.

    Raises:
        SystemExit: The two sides learnt from different examples.
    """
    files = [home / f"{name}.json" for name in engine.SIDES]
    sides = [json.loads(f.read_text(encoding="utf-8")) if f.exists() else {} for f in files]
    if len({side["examples"] for side in sides if side}) > 1:
        raise SystemExit("The sides learnt from different examples: measure both again.")
    rows = [[title, *(show(side) for side in sides)] for title, show in _ROWS]
    return table(["", *engine.SIDES], rows) + "\n\n" + _legend(next(s for s in sides if s))


def _figure(key: str, unit: str, digits: int = 0) -> Any:
    return lambda side: f"{side[key]:,.{digits}f} {unit}" if key in side else "–"


def _share(key: str) -> Any:
    return lambda side: share(side.get(key))


_ROWS: list[tuple[str, Any]] = [
    ("Training from nothing", _figure("training_seconds", "s")),
    ("Right topic, held-out rows", _share("accuracy")),
    ("… with those that are training examples too", _share("accuracy_with_known")),
    ("Right topic, `faq/` and `ask_clinic/`", _share("in_scope_accuracy")),
    ("… given the answer of a wrong topic", _share("in_scope_wrong_answer")),
    ("`out_of_scope` answered as `faq/` or `ask_clinic/`", _share("out_of_scope_answered")),
    ("Alarms raised where due (recall)", _share("urgent_recall")),
    ("False alarms, hard rows (`urgent.yml`)", _share("false_alarms")),
    ("False alarms, `heldout.yml`", _share("heldout_false_alarms")),
    ("Measured on", lambda side: side.get("measured_on", "–")),
    ("Load of the machine before", lambda side: str(side.get("load_before", "–"))),
]


def _legend(side: Result) -> str:
    return (
        f"{side['example_count']:,} examples, {side['cores']} cores, the same environment. "
        "Topics count by full name "
        "(stock: intent and selected response); `nlu_fallback` is never right. Rows whose words "
        "are also a training example are left out, save where they are named. Stock's "
        "stories are our rules. How fast both are: `bench/three_systems.py`. Script: "
        "`bench/stock_pipeline.py`, stock pipeline: `bench/stock/`."
    )


def _say(side: engine.Side, line: str) -> None:
    print(f"{side.name}: {line}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compares ours with the stock Rasa pipeline.")
    parser.add_argument("--side", choices=list(engine.SIDES), help="measure one side only")
    parser.add_argument("--small", action="store_true", help="5 examples a topic, 2 epochs: a try")
    parser.add_argument(
        "--per-topic",
        type=int,
        metavar="N",
        help="train both on the first N examples of each topic: DIET needs an hour for all",
    )
    parser.add_argument(
        "--reuse-model", action="store_true", help="do not train again what var/bench/ holds"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
