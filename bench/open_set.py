"""What readings are worth when many questions belong to no topic: open-set figures.

OSCR (open-set classification rate, Dhamija et al. 2018) is the area under the curve of right
in-scope answers over let-through out-of-scope questions: it needs no threshold. `in@oos.7` is the
share of in-scope questions answered rightly while 70 % of the out-of-scope ones are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
OUT_OF_SCOPE = frozenset(
    {"no_nodes_detected", "oos", "out_of_scope", "none", "nan", "nlu_fallback", ""}
)


def is_out_of_scope(intent: str) -> bool:
    """Tells whether a data set's label means that no intent fits."""
    return intent.strip().lower() in OUT_OF_SCOPE


@dataclass(frozen=True)
class OpenSetFigures:
    """Figures of one system on one data set, 0 to 1.

    Attributes:
        oscr: Area under the open-set curve; nan where nothing is out of scope.
        in_at_oos_70: In-scope accuracy while 70 % of out-of-scope questions are refused.
        accuracy: In-scope accuracy without a threshold.
    """

    oscr: float
    in_at_oos_70: float
    accuracy: float


def open_set_figures(
    gold: Sequence[str], predicted: Sequence[str], confidence: Sequence[float]
) -> OpenSetFigures:
    """Scores readings.

    Args:
        gold: The true intents.
        predicted: The intents read; an out-of-scope name is never let through.
        confidence: How sure each reading is.
    """
    outside = np.array([is_out_of_scope(name) for name in gold])
    refused = np.array([is_out_of_scope(name) for name in predicted])
    right = np.array([g == p for g, p in zip(gold, predicted, strict=True)]) & ~outside
    sure = np.where(refused, -np.inf, np.array(confidence, float))
    through, answered = _curve(outside, right, sure)
    accuracy = float(right.sum() / max((~outside).sum(), 1))
    if not outside.any():
        return OpenSetFigures(float("nan"), float("nan"), accuracy)
    # After the last point that can be reached the curve stays level.
    area = float(np.trapz(answered, through) + (1 - through[-1]) * answered[-1])
    return OpenSetFigures(area, float(answered[through <= 0.3 + 1e-12].max()), accuracy)


def _curve(outside: Array, right: Array, sure: Array) -> tuple[Array, Array]:
    """Gives the curve's points, from refusing everything to refusing nothing."""
    levels = np.unique(sure[np.isfinite(sure)])[::-1]
    through, answered = [0.0], [0.0]
    for level in levels:
        let = sure >= level
        through.append(float((let & outside).sum() / max(outside.sum(), 1)))
        answered.append(float((let & right).sum() / max((~outside).sum(), 1)))
    return np.array(through), np.array(answered)
