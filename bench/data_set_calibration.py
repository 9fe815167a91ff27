"""What our confidence is worth on other people's data sets; second part of `make bench-datasets`.

Cross-validates each data set's training examples, takes a threshold from these readings alone, and
says what it does to the test questions as `bench/open_data_sets.py` read them last. Writes a table
into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[0] = str(Path(__file__).resolve().parent.parent)  # the project, not bench/

from bench.calibration import BINS, best_threshold, calibration_error
from bench.data_sets import DataSet, find_data_sets
from bench.figures import table, write_part
from bench.intents import our_pipeline
from bench.open_data_sets import kept
from bench.open_set import is_out_of_scope
from bench.unseen import FOLDS, cross_validated, judged
from bench.workspace import ROOT, labelled

PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = [
    *("Data set", "Examples", "Error", "Threshold: right, refused"),
    *("Error, strange topics", "Threshold: right, refused"),
]
NONE = "–"


def main() -> int:
    """Cross-validates each data set and writes the table; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of data sets")
    rows = []
    for data_set in find_data_sets(parser.parse_args().folder):
        print(f"{data_set.name}: cross-validating its training examples", flush=True)
        rows.append(line(data_set))
    text = f"{table(HEAD, rows)}\n\n{_legend()}"
    print(f"\n{text}")
    write_part("data-set-calibration", "What the confidence is worth", text, PAGE)
    return 0


def line(data_set: DataSet) -> list[str]:
    """Gives a data set's line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        examples = labelled(data_set.rasa_file(Path(folder)))
    read, cells = kept(data_set.name).get("ours"), []
    for strange in (False, True):
        sure, right = judged(cross_validated(examples, our_pipeline()["pipeline"], strange))
        threshold = best_threshold(sure, right)
        shares = at_threshold(data_set, read["predicted"], threshold) if read else [NONE, NONE]
        cells += [f"{calibration_error(sure, right):.3f}"]
        cells += [f"{threshold:.2f}: {', '.join(shares)}"]
    return [data_set.name, f"{len(examples):,}", *cells]


def at_threshold(
    data_set: DataSet, predicted: list[tuple[str, float]], threshold: float
) -> list[str]:
    """Gives the shares of in-scope questions answered rightly and of others refused."""
    inside, outside = [], []
    for (_, gold), (intent, sure) in zip(data_set.test, predicted, strict=True):
        answered = sure >= threshold and not is_out_of_scope(intent)
        if is_out_of_scope(gold):
            outside.append(not answered)
        else:
            inside.append(answered and intent == gold)
    return [f"{100 * sum(s) / len(s):.1f} %" if s else NONE for s in (inside, outside)]


def _legend() -> str:
    return (
        f"Error: expected calibration error, {BINS} bins, of {FOLDS}-fold cross-validation on the "
        "training examples. Strange topics: each model does not know a fifth of the topics, and "
        "reads their examples too, as visitors' questions are partly out of scope. Threshold: the "
        "one with the most right answers minus wrong ones among these readings, test questions "
        "apart; behind it, what it does to them: in-scope questions answered rightly, out-of-scope "
        "questions refused. Script: `bench/data_set_calibration.py`."
    )


if __name__ == "__main__":
    sys.exit(main())
