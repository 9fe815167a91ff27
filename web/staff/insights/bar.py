"""Bars of a chart, as the page draws them and as its table says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 720
HEIGHT = 160
_GAP = 0.22


@dataclass(frozen=True)
class Bar:
    """One figure, with its place in the drawing."""

    label: str
    value: int
    address: str
    """Where its conversations are listed; empty: they can not be."""
    x: float
    y: float
    width: float
    height: float


def bars(figures: Sequence[tuple[str, int, str]]) -> list[Bar]:
    """Lay out a chart.

    Args:
        figures: Label, value and address of each bar, from left to right.

    Returns:
        The bars in a drawing of `WIDTH` by `HEIGHT`; the highest fills it.
    """
    most = max((value for _, value, _ in figures), default=0) or 1
    step = WIDTH / max(1, len(figures))
    return [
        Bar(
            label=label,
            value=value,
            address=address,
            x=round(step * (number + _GAP / 2), 2),
            y=round(HEIGHT * (1 - value / most), 2),
            width=round(step * (1 - _GAP), 2),
            height=round(HEIGHT * value / most, 2),
        )
        for number, (label, value, address) in enumerate(figures)
    ]
