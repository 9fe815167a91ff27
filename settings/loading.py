"""Reads the settings at the start of a process."""

from __future__ import annotations

import sys

from pydantic import ValidationError

from settings.app import Settings


def explain(error: ValidationError) -> str:
    """Put what is wrong with the settings into one line, without their values.

    Args:
        error: What pydantic found.

    Returns:
        One line that names each wrong setting as its environment variable and what it wants.
    """
    parts = []
    for problem in error.errors(include_url=False, include_input=False):
        wish = problem["msg"].removeprefix("Value error, ")
        name = str(problem["loc"][0]).upper() if problem["loc"] else ""
        parts.append(f"{name}: {wish}" if name else wish)
    return "Wrong setting: " + "; ".join(parts)


def load_settings() -> Settings:
    """Read the settings, or end the process with one clear line.

    Returns:
        The checked settings.

    Raises:
        SystemExit: A setting is wrong; status 2, the reason is on standard error.
    """
    try:
        return Settings()
    except ValidationError as error:
        sys.stderr.write(explain(error) + "\n")
        raise SystemExit(2) from None
