"""Open-set figures: cases worked out by hand, and what must hold of any readings."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.open_set import OpenSetFigures, is_out_of_scope, open_set_figures

OOS = "NO_NODES_DETECTED"
LABELS = st.sampled_from(["price", "size", OOS])
SURE = st.integers(0, 8).map(lambda eighths: eighths / 8)
ROWS = st.lists(st.tuples(LABELS, LABELS, SURE), min_size=1, max_size=30).filter(
    lambda rows: {gold == OOS for gold, _, _ in rows} == {True, False}
)
Rows = list[tuple[str, str, float]]  # gold, predicted, confidence


def figures(rows: Rows) -> OpenSetFigures:
    """Scores rows."""
    gold, predicted, confidence = zip(*rows, strict=True)
    return open_set_figures(gold, predicted, confidence)


@pytest.mark.parametrize(
    ("rows", "oscr", "in_at_oos_70", "accuracy"),
    [
        # In scope all above out of scope: everything right before anything is let through.
        ([("a", "a", 0.9), ("b", "b", 0.8), (OOS, "a", 0.1)], 1.0, 1.0, 1.0),
        # The other way round: the curve rises only at its end, in a step along the axis.
        ([("a", "a", 0.1), (OOS, "a", 0.9)], 0.0, 0.0, 1.0),
        # One tie is a slanted line from (0, 0) to (1, 1).
        ([("a", "a", 0.5), (OOS, "a", 0.5)], 0.5, 0.0, 1.0),
        # (0, 0), (0, 1/2), (1/2, 1/2), (1/2, 1), (1, 1): 1/4 + 1/2.
        ([("a", "a", 0.9), (OOS, "b", 0.8), ("b", "b", 0.7), (OOS, "a", 0.6)], 0.75, 0.5, 1.0),
        # A wrong reading in scope gains nothing: (0, 0), (0, 1/2), (1, 1/2).
        ([("a", "a", 0.9), ("b", "a", 0.8), (OOS, "a", 0.6)], 0.5, 0.5, 0.5),
        # What the system itself calls out of scope is never let through: level to the end.
        ([("a", "a", 0.2), (OOS, "nlu_fallback", 0.9)], 1.0, 1.0, 1.0),
        ([("a", "oos", 0.9), (OOS, "", 0.9)], 0.0, 0.0, 0.0),
    ],
)
def test_by_hand(rows: Rows, oscr: float, in_at_oos_70: float, accuracy: float) -> None:
    """Small cases have the figures that one draws on paper."""
    found = figures(rows)
    assert (found.oscr, found.in_at_oos_70, found.accuracy) == pytest.approx(
        (oscr, in_at_oos_70, accuracy)
    )


def test_just_70_percent_refused() -> None:
    """3 of 10 let through is 70 % refused, 4 are too many."""
    rows: Rows = [(OOS, "a", 0.9 - i / 100) for i in range(10)]
    assert figures([*rows, ("a", "a", 0.8755)]).in_at_oos_70 == 1.0
    assert figures([*rows, ("a", "a", 0.8655)]).in_at_oos_70 == 0.0


def test_nothing_out_of_scope() -> None:
    """Without out-of-scope questions there is an accuracy, and no curve."""
    found = figures([("a", "a", 0.9), ("b", "a", 0.8)])
    assert found.accuracy == 0.5
    assert math.isnan(found.oscr)
    assert math.isnan(found.in_at_oos_70)


def test_names_for_no_topic() -> None:
    """Labels of several data sets mean that nothing fits."""
    assert all(map(is_out_of_scope, [OOS, "oos", " OOS ", "out_of_scope", "None", "nan", ""]))
    assert not any(map(is_out_of_scope, ["price", "oos_price", "nothing"]))


@given(ROWS)
def test_bounds(rows: Rows) -> None:
    """All figures are shares; neither area nor point is above the accuracy without a threshold."""
    found = figures(rows)
    assert 0 <= found.oscr <= found.accuracy + 1e-9 <= 1 + 1e-9
    assert 0 <= found.in_at_oos_70 <= found.accuracy


@given(ROWS, st.randoms())
def test_order_does_not_matter(rows: Rows, chance: Random) -> None:
    """Rows may come in any order."""
    mixed = list(rows)
    chance.shuffle(mixed)
    assert figures(mixed) == figures(rows)


@given(ROWS)
def test_scale_does_not_matter(rows: Rows) -> None:
    """Only the order of confidences counts."""
    scaled = [(gold, predicted, sure**2 / 3 + 0.1) for gold, predicted, sure in rows]
    assert figures(scaled) == figures(rows)


@given(ROWS, st.data())
def test_right_instead_of_wrong_never_loses(rows: Rows, data: st.DataObject) -> None:
    """A reading put right raises the figures or leaves them."""
    place = data.draw(st.sampled_from([i for i, row in enumerate(rows) if row[0] != OOS]))
    better = list(rows)
    better[place] = (rows[place][0], rows[place][0], rows[place][2])
    before, after = figures(rows), figures(better)
    if rows[place][1] != OOS:
        assert after.oscr >= before.oscr - 1e-9
        assert after.in_at_oos_70 >= before.in_at_oos_70
    assert after.accuracy >= before.accuracy


@given(ROWS, st.data())
def test_less_sure_out_of_scope_never_loses(rows: Rows, data: st.DataObject) -> None:
    """An out-of-scope question read with less confidence raises the area or leaves it."""
    place = data.draw(st.sampled_from([i for i, row in enumerate(rows) if row[0] == OOS]))
    better = list(rows)
    better[place] = (OOS, rows[place][1], -1.0)
    assert figures(better).oscr >= figures(rows).oscr - 1e-9
