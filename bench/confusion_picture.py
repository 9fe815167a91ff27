"""Draws what topics are taken for: rows are true topics, columns what was read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from PIL import Image

from bench.scores import ALARMS, OUT_OF_SCOPE

matplotlib.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

COLOURS = 64  # of the picture

Array = np.ndarray[Any, Any]
Counts = Counter[tuple[str, str]]  # of true topic and topic read
FALLBACK = "nlu_fallback"
NOT_SURE = "not sure"  # what the fallback is called in the picture
GROUPS = ["faq", "ask_clinic", "alarms", "conversation", "neither"]
SIZE, DPI = (11.6, 10.6), 160  # twice the width that a README has
LABEL, MARK, GROUP = 10.0, 8.5, 11.0  # points
INK, GRID, PAPER = "#24292f", "#e6e8eb", "#ffffff"
RIGHT = LinearSegmentedColormap.from_list("right", ["#e8f3ec", "#2a7f4f"])
WRONG = LinearSegmentedColormap.from_list("wrong", ["#fde8d8", "#c8400f"])
WORST = 0.3  # share of a topic's messages from which on a confusion has the darkest colour


def group_of(topic: str) -> str:
    """Gives the group under which a topic stands."""
    if topic in ALARMS:
        return "alarms"
    if topic in (OUT_OF_SCOPE, FALLBACK):
        return "neither"
    return topic.split("/")[0] if "/" in topic else "conversation"


def ordered(topics: set[str]) -> list[str]:
    """Orders topics by group, then by name."""
    return sorted(topics, key=lambda topic: (GROUPS.index(group_of(topic)), topic))


def draw(pairs: list[tuple[str, str]], path: Path) -> None:
    """Draws a confusion picture into a PNG file.

    Args:
        pairs: True topic and topic read of each message.
        path: The file.
    """
    counts = Counter(pairs)
    rows = ordered({true for true, _ in pairs})
    columns = ordered({*rows, *(read for _, read in pairs)})
    figure, axes = plt.subplots(figsize=SIZE, dpi=DPI, facecolor=PAPER)
    axes.imshow(_colours(counts, rows, columns), aspect="auto")
    _mark(axes, counts, rows, columns)
    _name(axes, rows, columns)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)
    with Image.open(path) as picture:  # few colours: a third of the bytes
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def _colours(counts: Counts, rows: list[str], columns: list[str]) -> Array:
    """Gives each cell's colour: green where right, orange where wrong, by the row's share."""
    cells = np.ones((len(rows), len(columns), 4))
    for i, true in enumerate(rows):
        total = sum(number for (other, _), number in counts.items() if other == true)
        for j, read in enumerate(columns):
            if number := counts[true, read]:
                part = number / total
                cells[i, j] = RIGHT(part) if true == read else WRONG(min(part / WORST, 1))
    return cells


def _mark(axes: Axes, counts: Counts, rows: list[str], columns: list[str]) -> None:
    """Writes each cell's count, and draws the lines between cells and groups."""
    for (true, read), number in counts.items():
        where = columns.index(read), rows.index(true)
        colour = PAPER if true == read else INK
        axes.text(*where, str(number), ha="center", va="center", size=MARK, color=colour)
    axes.set_xticks(np.arange(len(columns) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color=GRID, linewidth=0.6)
    for names, line in ((rows, axes.axhline), (columns, axes.axvline)):
        for place in range(1, len(names)):
            if group_of(names[place]) != group_of(names[place - 1]):
                line(place - 0.5, color=INK, linewidth=0.9)


def _name(axes: Axes, rows: list[str], columns: list[str]) -> None:
    """Writes topics and groups beside rows and columns."""
    axes.set_xticks(range(len(columns)), [_short(t) for t in columns], rotation=90, size=LABEL)
    axes.set_yticks(range(len(rows)), [_short(t) for t in rows], size=LABEL)
    axes.xaxis.tick_top()
    axes.tick_params(which="both", length=0, colors=INK)
    for spine in axes.spines.values():
        spine.set_color(INK)
    for group in GROUPS:
        own = [place for place, topic in enumerate(rows) if group_of(topic) == group]
        if len(own) > 1:
            middle = (own[0] + own[-1]) / 2
            turn = 270 if len(own) > len(group) / 2 else 0  # a name longer than its rows lies flat
            style: dict[str, Any] = {"size": GROUP, "color": INK, "weight": "bold"}
            axes.text(len(columns) - 0.2, middle, group, va="center", rotation=turn, **style)
    axes.set_ylabel("what people asked", size=GROUP, color=INK)
    axes.set_title("what it was read as", size=GROUP, color=INK, pad=8)


def _short(topic: str) -> str:
    return NOT_SURE if topic == FALLBACK else topic.split("/")[-1]
