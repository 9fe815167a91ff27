"""What the engine counts, and how it is written."""

from __future__ import annotations

import asyncio

import pytest

from components.engine_metrics import EngineMetrics
from components.seconds_histogram import LIMITS, SecondsHistogram


async def _raise(error: Exception) -> str:
    raise error


async def _answer() -> str:
    return "yes"


def test_histogram_counts_upwards() -> None:
    """Each edge has all that took no longer; the last one has all."""
    seconds = SecondsHistogram()
    for one in (0.001, LIMITS[0], 0.3, 99):
        seconds.observe(one)
    lines = seconds.lines("x")
    assert lines[0] == 'x_bucket{le="0.01"} 2'
    assert 'x_bucket{le="0.5"} 3' in lines
    assert lines[-3:] == [
        'x_bucket{le="+Inf"} 4',
        f"x_sum {0.001 + LIMITS[0] + 0.3 + 99}",
        "x_count 4",
    ]


async def test_turns_without_an_answer() -> None:
    """What was given up is told apart from what broke; both are raised on."""
    metrics = EngineMetrics()
    assert await metrics.counted(_answer()) == "yes"
    for error in (asyncio.TimeoutError(), RuntimeError()):
        with pytest.raises(type(error)):
            await metrics.counted(_raise(error))
    assert (metrics.turns["slow"], metrics.turns["failed"]) == (1, 1)


def test_turns_with_an_answer() -> None:
    """What is said again takes no time of reading and dialogue."""
    metrics = EngineMetrics()
    metrics.answered(0.02, 0.2, again=False)
    metrics.answered(0, 0, again=True)
    text = metrics.text(cached=5)
    assert 'assistant_engine_turns_total{outcome="answered"} 1\n' in text
    assert 'assistant_engine_turns_total{outcome="again"} 1\n' in text
    assert "assistant_engine_reading_seconds_count 1\n" in text
    assert "assistant_engine_dialogue_seconds_sum 0.2\n" in text
    assert "assistant_engine_cached_conversations 5\n" in text
