"""The curated lines of takeovers, from `takeover_lines.yml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("takeover_lines.yml")


@lru_cache(maxsize=1)
def takeover_lines() -> dict[str, str]:
    """Gives each line by its name, its facts still in braces."""
    lines: dict[str, str] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return lines


def takeover_line(which: str, **facts: str) -> str:
    """Gives a line with the facts filled in.

    Args:
        which: Its name, such as ``person_joined``.
        facts: What it names in braces; more do no harm.
    """
    return takeover_lines()[which].format(**facts)
