"""Runs `make improve` and its two switches from the console, where that is possible."""

from __future__ import annotations

import asyncio
import sys
from subprocess import DEVNULL, PIPE

from settings import ROOT

STEPS = {"train": "", "go-live": "--go-live", "go-back": "--go-back"}
SWITCH_SECONDS = 90


def beside_checkout() -> bool:
    """Tell whether the console runs beside what a training needs."""
    return all(
        (ROOT / name).exists() for name in ("improve", "tests/nlu", ".venv/engine/bin/python")
    )


async def start_training() -> None:
    """Start a training and leave it to itself: its report tells how it ends."""
    process = await _start("train")
    # Awaited in the background, so that it leaves no zombie.
    _waiting.add(task := asyncio.create_task(process.wait()))
    task.add_done_callback(_waiting.discard)


async def switch(step: str) -> str | None:
    """Go live or back, and wait until it is done.

    Args:
        step: `go-live` or `go-back`.

    Returns:
        Why it could not be done, in a line; None: it is done.
    """
    process = await _start(step, PIPE)
    try:
        _, said = await asyncio.wait_for(process.communicate(), SWITCH_SECONDS)
    except TimeoutError:
        process.kill()
        return "It took too long."
    return None if process.returncode == 0 else _last_line(said)


_waiting: set[asyncio.Task[int]] = set()


def _last_line(said: bytes) -> str:
    """Return the sentence with which `improve` ends when it stops by itself."""
    lines = said.decode(errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "It ended without a word.")


async def _start(step: str, errors: int = DEVNULL) -> asyncio.subprocess.Process:
    arguments = [argument for argument in ("-m", "improve", STEPS[step]) if argument]
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, stdin=DEVNULL, stdout=DEVNULL, stderr=errors
    )
