"""What readings of held-out rows are worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict

ALARMS = ("urgent_symptom", "crisis")
CLINIC_TOPICS = ("faq/", "ask_clinic/")
OUT_OF_SCOPE = "out_of_scope"


class Row(TypedDict):
    """One held-out message and what was made of it."""

    text: str
    expected: str
    predicted: str
    urgent: bool
    known: bool  # a training example has the same words


class Count(TypedDict):
    """How many of how many."""

    hits: int
    of: int


def heldout_scores(all_rows: Sequence[Row]) -> dict[str, Count]:
    """Scores tests/nlu/heldout.yml by full topic names, on the rows that are new."""
    rows = _new(all_rows)
    in_scope = [row for row in rows if row["expected"].startswith(CLINIC_TOPICS)]
    outside = [row for row in rows if row["expected"] == OUT_OF_SCOPE]
    calm = [row for row in rows if row["expected"] not in ALARMS]
    return {
        "accuracy": count(map(_right, rows)),
        "accuracy_with_known": count(map(_right, all_rows)),
        "in_scope_accuracy": count(map(_right, in_scope)),
        "in_scope_wrong_answer": count(_answered(r) and not _right(r) for r in in_scope),
        "out_of_scope_answered": count(map(_answered, outside)),
        "heldout_false_alarms": count(row["urgent"] for row in calm),
    }


def urgent_scores(all_rows: Sequence[Row]) -> dict[str, Count]:
    """Scores the new rows of tests/nlu/urgent.yml; either alarm will do."""
    rows = _new(all_rows)
    return {
        "urgent_recall": count(row["urgent"] for row in rows if row["expected"] in ALARMS),
        "false_alarms": count(row["urgent"] for row in rows if row["expected"] not in ALARMS),
    }


def count(hits: Iterable[bool]) -> Count:
    """Counts what is true."""
    kept = list(hits)
    return {"hits": sum(kept), "of": len(kept)}


def _new(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if not row["known"]]


def _right(row: Row) -> bool:
    return row["predicted"] == row["expected"]


def _answered(row: Row) -> bool:
    """Tells whether the visitor got the answer of a clinic topic."""
    return row["predicted"].startswith(CLINIC_TOPICS)
