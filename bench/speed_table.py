"""The table of the three systems, and how it stands with what was aimed at."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.figures import table
from bench.system import FLOOR, OURS, STOCK

VISITORS = (1, 10, 50)
TURNS_SHOWN = (1, 50, 200, 400)
Result = dict[str, Any]


def merged(rounds: list[Result]) -> Result:
    """Puts the rounds of one system together: times pooled, single figures by their median."""
    found: Result = {
        key: float(np.median([r[key] for r in rounds]))
        for key in ("start_seconds", "memory_all_mb", "memory_engine_mb")
    }
    found["silent"] = sum(load["silent"] for r in rounds for load in r["load"].values())
    for number in map(str, VISITORS):
        times = [ms for r in rounds for ms in r["load"][number]["times"]]
        for percent in (50, 95, 99):
            found[f"p{percent}_{number}"] = float(np.percentile(times, percent))
        rates = [len(r["load"][number]["times"]) / r["load"][number]["seconds"] for r in rounds]
        found[f"rate_{number}"] = float(np.median(rates))
    for turn in map(str, TURNS_SHOWN):
        found[f"turn_{turn}"] = float(np.median([ms for r in rounds for ms in r["long"][turn]]))
    return found


def goals(found: dict[str, Result]) -> list[list[str]]:
    """Gives each aim, what was measured, and whether it was reached."""
    ours, stock, floor = found[OURS], found[STOCK], found[FLOOR]
    aims = [
        ("p50, 1 visitor, share of stock's", ours["p50_1"] / stock["p50_1"], 0.2),
        ("messages/s, 10 visitors, times stock's", ours["rate_10"] / stock["rate_10"], 4.0),
        ("start, share of stock's", ours["start_seconds"] / stock["start_seconds"], 0.25),
        (
            "engine's memory, share of stock's",
            ours["memory_engine_mb"] / stock["memory_engine_mb"],
            0.6,
        ),
        ("training, share of stock's", ours["training"] / stock["training"], 0.25),
        ("p50, 1 visitor, share of the floor's", ours["p50_1"] / floor["p50_1"], 1.0),
        ("turn 400, share of turn 1", ours["turn_400"] / ours["turn_1"], 1.2),
    ]
    return [[name, f"{value:.2f}", *_judged(name, value, aim)] for name, value, aim in aims]


def _judged(name: str, value: float, aim: float) -> list[str]:
    more = "times" in name
    reached = value >= aim if more else value <= aim
    return [f"at {'least' if more else 'most'} {aim}", "reached" if reached else "missed"]


def comparison(found: dict[str, Result]) -> str:
    """Gives both tables, in Markdown."""
    rows = [
        [title, *(f"{found[name][key]:,.{digits}f}" for name in found)]
        for title, key, digits in _rows()
    ]
    aims = table(["Aim", "measured", "wanted", ""], goals(found))
    return f"{table(['', *found], rows)}\n\n{aims}"


def _rows() -> list[tuple[str, str, int]]:
    rows = [
        ("Start to first answer (s)", "start_seconds", 1),
        ("Memory of all processes (MB, RSS)", "memory_all_mb", 0),
        ("Memory of the engine (MB, RSS)", "memory_engine_mb", 0),
        ("Training, 12 examples a topic (s)", "training", 0),
    ]
    for number in VISITORS:
        people = "1 visitor" if number == 1 else f"{number} visitors"
        rows += [(f"{people}: p{p} (ms)", f"p{p}_{number}", 1) for p in (50, 95, 99)]
        rows.append((f"{people}: messages/s", f"rate_{number}", 1))
    rows += [(f"One conversation, turn {t} (ms)", f"turn_{t}", 1) for t in TURNS_SHOWN]
    return [*rows, ("Messages without a reply", "silent", 0)]
