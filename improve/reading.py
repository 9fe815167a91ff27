"""How a model reads texts: the engine's own environment does it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from improve.stopped import Stopped
from scripts.environment import without_settings

SECONDS = 900


@dataclass(frozen=True)
class Reading:
    """What a model makes of a text."""

    topics: tuple[str, ...]
    """Full names, in order; `nlu_fallback`: not understood."""
    urgent: bool


def read_with(model: Path, root: Path, texts: Sequence[str]) -> list[Reading]:
    """Reads texts with a model.

    Args:
        model: The model's file.
        root: The checkout.
        texts: Any texts; they are written to no file.

    Returns:
        A reading for each.

    Raises:
        Stopped: The model can not be loaded.
    """
    done = subprocess.run(  # noqa: S603 - our own command
        [".venv/engine/bin/python", "scripts/read_texts.py", str(model)],
        cwd=root,
        env=without_settings(),
        input=json.dumps(list(texts)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it may hold visitors' words
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if done.returncode:
        raise Stopped(f"The model {model.name} can not be loaded (status {done.returncode}).")
    return [Reading(tuple(row["topics"]), row["urgent"]) for row in json.loads(done.stdout)]
