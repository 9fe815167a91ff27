"""How often our topic model is right about examples it has not seen, topic by topic.

`.venv/engine/bin/python bench/cross_validate.py` learns five times from four fifths of the
training examples and reads the rest, keeps the results as JSON in var/bench/ and writes the
table into docs/figures.md. `--small` tries it on a few examples of each topic.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[0] = str(Path(__file__).resolve().parent.parent)  # the project, not bench/

from rasa.shared.utils.io import read_yaml_file  # noqa: E402 - after the path

from bench.figures import FIGURES, share, table, write_part  # noqa: E402
from bench.scores import ALARMS, Row, heldout_scores, urgent_scores  # noqa: E402
from bench.workspace import ROOT, labelled  # noqa: E402
from components.nlu.lexical_features import bare  # noqa: E402
from components.nlu.multilingual_encoder import MultilingualEncoder  # noqa: E402
from components.nlu.part_encoder import PartEncoder  # noqa: E402
from components.nlu.sentence_encoder import SentenceEncoder  # noqa: E402
from components.nlu.topic_classifier import TopicClassifier  # noqa: E402
from components.nlu.topic_model import TopicModel  # noqa: E402

FOLDS = 5
SMALL_TOPIC = 10
RESULTS = ROOT / "var" / "bench"
CLASSIFIER = "components.nlu.topic_classifier.TopicClassifier"


def main() -> int:
    """Cross-validates and writes the table; gives the exit status."""
    parser = argparse.ArgumentParser(description="Cross-validates our topic model.")
    parser.add_argument("--small", action="store_true", help="10 examples a topic: a try")
    small: bool = parser.parse_args().small
    examples = labelled(ROOT / "data")
    rows = cross_validated(_first_of_each_topic(examples) if small else examples)
    home = RESULTS / "small" if small else RESULTS
    home.mkdir(parents=True, exist_ok=True)
    (home / "cross_validation.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")
    text = f"{_summary(rows)}\n\n{by_topic(rows)}"
    print(text)
    figures = home / "figures.md" if small else FIGURES
    write_part("cross-validation", "Topic by topic, cross-validated", text, figures)
    return 0


def cross_validated(examples: list[tuple[str, str]]) -> list[Row]:
    """Reads each example with a model that has not seen it.

    Args:
        examples: Text and topic of each. Texts of the same words fall into the same fold.

    Returns:
        A row for each; what is predicted is the model's likeliest topic, before the thresholds
        that `TopicChooser` puts on it.
    """
    texts = np.array([text for text, _ in examples], dtype=object)
    topics = np.array([topic for _, topic in examples], dtype=object)
    vectors = _encoded(list(texts))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    rows: list[Row] = []
    for number, (seen, unseen) in enumerate(folds.split(texts, topics, _groups(texts)), 1):
        print(f"Fold {number} of {FOLDS} …", file=sys.stderr, flush=True)
        model = TopicModel(_config()).fit(list(texts[seen]), vectors[seen], list(topics[seen]))
        readings = model.read(list(texts[unseen]), vectors[unseen])
        for text, topic, reading in zip(texts[unseen], topics[unseen], readings, strict=True):
            rows.append(_row(text, topic, reading.name))
    return rows


def _row(text: str, expected: str, predicted: str) -> Row:
    urgent = predicted in ALARMS
    return Row(text=text, expected=expected, predicted=predicted, urgent=urgent, known=False)


def by_topic(rows: list[Row]) -> str:
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


def _summary(rows: list[Row]) -> str:
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


def _encoded(texts: list[str]) -> np.ndarray[Any, Any]:
    encoders: list[type[PartEncoder]] = [SentenceEncoder, MultilingualEncoder]
    config = PartEncoder.get_default_config()
    return np.hstack([encoder(config, encoder.__name__).encode(texts) for encoder in encoders])


def _groups(texts: np.ndarray[Any, Any]) -> list[int]:
    """Numbers the texts so that those of the same words share a number."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(bare(text) or text, len(numbers)) for text in texts]


def _config() -> dict[str, Any]:
    """Gives the classifier's settings as config.yml has them."""
    pipeline = read_yaml_file(ROOT / "config.yml")["pipeline"]
    own = next(step for step in pipeline if step["name"] == CLASSIFIER)
    return {**TopicClassifier.get_default_config(), **own}


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
