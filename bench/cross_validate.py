"""How often our topic model is right about examples it has not seen, topic by topic.

`.venv/engine/bin/python bench/cross_validate.py` learns five times from four fifths of the
training examples and reads the rest, keeps the results as JSON in var/bench/ and writes two
tables into docs/figures.md: the topics, and what the confidence is worth. `--small` tries it on a
few examples of each topic.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[0] = str(Path(__file__).resolve().parent.parent)  # the project, not bench/

from rasa.shared.utils.io import read_yaml_file

from bench.calibration import (
    BINS,
    best_threshold,
    calibration_error,
    reliability_table,
)
from bench.figures import FIGURES, share, table, write_part
from bench.scores import Row, count, heldout_scores, urgent_scores
from bench.unseen import FOLDS, SureRow, cross_validated, judged
from bench.workspace import ROOT, labelled

SMALL_TOPIC = 10
RESULTS = ROOT / "var" / "bench"


def main() -> int:
    """Cross-validates and writes the table; gives the exit status."""
    parser = argparse.ArgumentParser(description="Cross-validates our topic model.")
    parser.add_argument("--small", action="store_true", help="10 examples a topic: a try")
    small: bool = parser.parse_args().small
    examples = labelled(ROOT / "data")
    examples = _first_of_each_topic(examples) if small else examples
    pipeline = read_yaml_file(ROOT / "config.yml")["pipeline"]
    rows = cross_validated(examples, pipeline)
    strange = cross_validated(examples, pipeline, strange=True)
    home = RESULTS / "small" if small else RESULTS
    home.mkdir(parents=True, exist_ok=True)
    for name, found in (("cross_validation", rows), ("strange_topics", strange)):
        (home / f"{name}.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    text, worth = f"{_summary(rows)}\n\n{by_topic(rows)}", calibration(rows, strange)
    print(f"{text}\n\n{worth}")
    figures = home / "figures.md" if small else FIGURES
    write_part("cross-validation", "Topic by topic, cross-validated", text, figures)
    write_part("calibration", "What the confidence is worth, cross-validated", worth, figures)
    return 0


def by_topic(rows: Sequence[Row]) -> str:
    """Gives a table of all topics, weakest first, with what each is most often taken for."""
    predictions: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        predictions[row["expected"]][row["predicted"]] += 1
    ordered = sorted(predictions.items(), key=lambda item: item[1][item[0]] / item[1].total())
    cells = []
    for topic, counts in ordered:
        right = share({"hits": counts[topic], "of": counts.total()})
        taken_for = next((name for name, _ in counts.most_common(2) if name != topic), None)
        confusion = f"`{taken_for}` ({counts[taken_for]})" if taken_for else "–"
        cells.append([f"`{topic}`", right, confusion])
    return table(["Topic", "Right", "Most often taken for"], cells)


def calibration(rows: Sequence[SureRow], strange: Sequence[SureRow]) -> str:
    """Gives what confidences were worth on unseen examples.

    Args:
        rows: Readings of models that knew all topics.
        strange: Readings of models that did not know a fifth of the topics.
    """
    return (
        f"Confidence of the whole message on {len(rows):,} unseen training examples, {FOLDS} "
        f"folds.\n\n{_worth(rows)}\n\nWhere each model does not know a fifth of the topics, and "
        "reads their examples too, as visitors' questions are partly about other things:\n\n"
        f"{_worth(strange)}\n\nScript: `bench/cross_validate.py`."
    )


def _worth(rows: Sequence[SureRow]) -> str:
    """Gives a reliability table, the calibration error and the best threshold."""
    sure, right = judged(rows)
    threshold = best_threshold(sure, right)
    answered = count(hit for level, hit in zip(sure, right, strict=True) if level >= threshold)
    return (
        f"{reliability_table(sure, right)}\n\n"
        f"- expected calibration error, {BINS} bins: {calibration_error(sure, right):.3f}\n"
        f"- most right answers minus wrong ones: from a confidence of {threshold:.2f} on; answered "
        f"then: {answered['of']:,} of {len(rows):,}, right: {share(answered)}"
    )


def _summary(rows: Sequence[Row]) -> str:
    scores = heldout_scores(rows) | urgent_scores(rows)
    return (
        f"{FOLDS} folds over {len(rows):,} training examples, by full topic name:\n\n"
        f"- right: {share(scores['accuracy'])}\n"
        f"- right, `faq/` and `ask_clinic/`: {share(scores['in_scope_accuracy'])}\n"
        f"- `out_of_scope` taken for one of these: {share(scores['out_of_scope_answered'])}\n"
        f"- alarms taken for an alarm: {share(scores['urgent_recall'])}\n"
        f"- others taken for an alarm: {share(scores['false_alarms'])}\n\n"
        "The likeliest topic of the whole message counts, without thresholds and alarm share. "
        "Script: `bench/cross_validate.py`."
    )


def _first_of_each_topic(examples: list[tuple[str, str]]) -> list[tuple[str, str]]:
    taken: Counter[str] = Counter()
    kept = []
    for text, topic in examples:
        taken[topic] += 1
        if taken[topic] <= SMALL_TOPIC:
            kept.append((text, topic))
    return kept


if __name__ == "__main__":
    sys.exit(main())
