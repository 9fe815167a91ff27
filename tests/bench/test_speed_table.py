"""The table of the three systems."""

from __future__ import annotations

from typing import Any

from bench.floor_bot import keyword
from bench.speed_table import comparison, goals, merged
from bench.visitors import planned


def _round(ms: float, start: float = 10.0) -> dict[str, Any]:
    load = {"times": [ms, ms, ms], "seconds": 3 * ms / 1000, "silent": 1}
    return {
        "start_seconds": start,
        "memory_all_mb": 700.0,
        "memory_engine_mb": 500.0,
        "load": dict.fromkeys(("1", "10", "50"), load),
        "long": {turn: [ms] for turn in ("1", "50", "200", "400")},
    }


def _found(ours: float, stock: float, floor: float) -> dict[str, dict[str, Any]]:
    measured = {"ours": ours, "stock": stock, "floor": floor}
    return {name: {**merged([_round(ms)]), "training": ms} for name, ms in measured.items()}


def test_times_of_all_rounds_count_and_starts_by_their_median() -> None:
    """One slow round moves the times' tail, and one slow start moves nothing."""
    found = merged([_round(10, 5), _round(10, 5), _round(100, 50)])
    assert (found["p50_1"], found["p99_1"]) == (10, 100)
    assert found["start_seconds"] == 5
    assert found["rate_1"] == 100


def test_silent_messages_of_all_rounds_are_counted() -> None:
    """A message without a reply is never lost from the table."""
    assert merged([_round(10), _round(10)])["silent"] == 6


def test_goals_are_judged_by_their_direction() -> None:
    """Throughput is to be high, all else low."""
    quick = {name: verdict for name, _, _, verdict in goals(_found(10, 100, 20))}
    slow = {name: verdict for name, _, _, verdict in goals(_found(90, 100, 20))}
    rate = "messages/s, 10 visitors, times stock's"
    wait = "p50, 1 visitor, share of stock's"
    assert (quick[rate], quick[wait]) == ("reached", "reached")
    assert (slow[rate], slow[wait]) == ("missed", "missed")


def test_the_table_names_every_system_and_figure() -> None:
    """Each system has a column, and each figure a row."""
    text = comparison(_found(10, 100, 20))
    assert text.startswith("|  | ours | stock | floor |")
    assert "| 10 visitors: messages/s | 100.0 | 10.0 | 50.0 |" in text
    assert "| One conversation, turn 400 (ms) | 10.0 | 100.0 | 20.0 |" in text


def test_probes_stand_where_they_are_wanted() -> None:
    """The last probe of turn 50 is the 50th message; in between nothing is a probe."""
    plan = planned(["a", "b"], ["x", "y", "z"], (1, 50, 60))
    assert [text for text, turn in plan if turn == 1] == ["a", "b"]
    assert plan[48:50] == [("a", 50), ("b", 50)]
    assert len(plan) == 60
    assert sum(turn is None for _, turn in plan) == 60 - 6


def test_a_topic_of_the_floor_is_known_by_its_name() -> None:
    """The keyword is words as people type them, without the group."""
    assert keyword("ask_clinic_location_hours") == "location hours"
    assert keyword("faq_risks") == "risks"
