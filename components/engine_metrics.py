"""What the engine counts and times, in Prometheus's text form."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Awaitable
from pathlib import Path
from typing import TypeVar

from components.seconds_histogram import SecondsHistogram

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OUTCOMES = ("answered", "again", "slow", "failed")
_MEMORY = Path("/proc/self/statm")

Answer = TypeVar("Answer")


class EngineMetrics:
    """The numbers of one engine; no label names a conversation, a visitor or a word.

    The library that does this elsewhere is not in the engine's environment, and this is all of it
    that is needed.
    """

    def __init__(self) -> None:
        self.turns: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
        """Turns by outcome: `answered`; `again`, said once more; `slow`, given up; `failed`."""
        self.reading = SecondsHistogram()
        self.dialogue = SecondsHistogram()
        self._loaded_at = 0.0

    def model_is_loaded(self) -> None:
        """Notes that a model has just been loaded."""
        self._loaded_at = time.time()

    def answered(self, reading: float, dialogue: float, *, again: bool) -> None:
        """Counts a turn that has its answer.

        Args:
            reading: Seconds that understanding took.
            dialogue: Seconds that policies, actions and answer took.
            again: Whether it had been taken before; then nothing was read and nothing done.
        """
        self.turns["again" if again else "answered"] += 1
        if not again:
            self.reading.observe(reading)
            self.dialogue.observe(dialogue)

    async def counted(self, turn: Awaitable[Answer]) -> Answer:
        """Waits for a turn, and counts it if it has no answer.

        Args:
            turn: Raises whatever it likes, `asyncio.TimeoutError` where it was given up.

        Returns:
            Its answer.
        """
        try:
            return await turn
        except asyncio.TimeoutError:
            self.turns["slow"] += 1
            raise
        except Exception:
            self.turns["failed"] += 1
            raise

    def text(self, cached: int) -> str:
        """Writes all numbers.

        Args:
            cached: How many conversations are held in memory.
        """
        turns = [f'_total{{outcome="{name}"}} {count}' for name, count in self.turns.items()]
        parts = [
            _part("turns", "counter", "Turns by outcome.", *turns),
            _timed("reading_seconds", "Understanding a message.", self.reading),
            _timed("dialogue_seconds", "Policies, actions and answer.", self.dialogue),
            _part("cached_conversations", "gauge", "Conversations in memory.", f" {cached}"),
            _part(
                "model_loaded_timestamp_seconds",
                "gauge",
                "When the model was loaded.",
                f" {self._loaded_at}",
            ),
            _part("cpu_seconds", "counter", "Processor time.", f"_total {time.process_time()}"),
        ]
        if _MEMORY.exists():
            memory = int(_MEMORY.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            parts.append(_part("resident_memory_bytes", "gauge", "Memory in use.", f" {memory}"))
        return "".join(parts)


def _name(name: str) -> str:
    return f"assistant_engine_{name}"


def _head(name: str, kind: str, meaning: str) -> list[str]:
    told = _name(name) + ("_total" if kind == "counter" else "")
    return [f"# HELP {told} {meaning}", f"# TYPE {told} {kind}"]


def _part(name: str, kind: str, meaning: str, *samples: str) -> str:
    lines = [*_head(name, kind, meaning), *(_name(name) + sample for sample in samples)]
    return "\n".join(lines) + "\n"


def _timed(name: str, meaning: str, seconds: SecondsHistogram) -> str:
    return "\n".join([*_head(name, "histogram", meaning), *seconds.lines(_name(name))]) + "\n"


METRICS = EngineMetrics()
"""Those of this process."""
