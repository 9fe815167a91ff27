"""Draws the three systems' speed side by side."""

from __future__ import annotations

from pathlib import Path

import matplotlib
from PIL import Image

from bench.speed_table import TURNS_SHOWN, VISITORS, Result

matplotlib.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

SIZE, DPI = (11.6, 3.9), 160  # twice the width that a README has
COLOURS = 64  # of the picture
INK, PAPER = "#24292f", "#ffffff"
SHADES = ["#2a7f4f", "#c8400f", "#8c959f"]  # of the systems, in their order


def draw(found: dict[str, Result], path: Path) -> None:
    """Draws p50 and messages a second by visitors, and p50 by the turn of a conversation.

    Args:
        found: Each system's figures, by its name.
        path: The PNG file.
    """
    figure, (waits, rates, turns) = plt.subplots(1, 3, figsize=SIZE, dpi=DPI, facecolor=PAPER)
    for place, (name, result) in enumerate(found.items()):
        bars = [number + (place - 1) * 0.27 for number in range(len(VISITORS))]
        style = {"color": SHADES[place], "label": name}
        waits.bar(bars, [result[f"p50_{n}"] for n in VISITORS], 0.25, **style)
        rates.bar(bars, [result[f"rate_{n}"] for n in VISITORS], 0.25, **style)
        turns.plot(TURNS_SHOWN, [result[f"turn_{t}"] for t in TURNS_SHOWN], marker="o", **style)
    waits.set_yscale("log")
    _name(waits, "waiting, p50 (ms)", "visitors at once")
    _name(rates, "messages a second", "visitors at once")
    _name(turns, "waiting in one conversation, p50 (ms)", "turn")
    for axes in (waits, rates):
        axes.set_xticks(range(len(VISITORS)), [str(number) for number in VISITORS])
    turns.set_ylim(bottom=0)
    turns.legend(frameon=False, labelcolor=INK)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def _name(axes: Axes, title: str, below: str) -> None:
    axes.set_title(title, color=INK, size=11)
    axes.set_xlabel(below, color=INK)
    axes.tick_params(colors=INK)
    axes.spines[["top", "right"]].set_visible(False)
