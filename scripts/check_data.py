"""Runs `rasa data validate`; every warning that is not expected fails: part of `make check`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from settings import ROOT

# Responses that no rule names, because actions or the form say them: Rasa cannot know that.
# tests/data/test_form_responses.py holds that each of the form's is said somewhere.
_SAID_BY_ACTIONS = (
    r"utter_(?:(?:ask_|why_|help_)?lead_\w+|not_sure|misunderstood_twice|book_consultation)"
)
EXPECTED = re.compile(rf"The utterance '{_SAID_BY_ACTIONS}' is not used in any story or rule\.")
COMMAND = [".venv/engine/bin/python", "scripts/quiet_rasa.py", "data", "validate"]
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_WARNING = re.compile(r"(?:UserWarning|FutureWarning|RasaWarning): (.*)|WARNING +\S+ +- (.*)")


def unexpected(output: str) -> list[str]:
    """Gives the warnings in Rasa's output that ``EXPECTED`` does not know.

    Args:
        output: What `rasa data validate` printed.
    """
    found = [next(filter(None, m.groups())) for m in _WARNING.finditer(_COLOUR.sub("", output))]
    return [line.strip() for line in found if not EXPECTED.fullmatch(line.strip())]


def validate(folder: Path) -> list[str]:
    """Validates the training data in a folder.

    Args:
        folder: The project's folder, or a copy of it.

    Returns:
        What is wrong, one line each; Rasa's last words where it failed as a whole.
    """
    result = subprocess.run(
        COMMAND,
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    problems = unexpected(result.stdout)
    if result.returncode:
        problems.append(result.stdout[-3000:])
    return problems


def main() -> int:
    """Validates; prints what is wrong and gives the exit status."""
    problems = validate(ROOT)
    for line in problems:
        print(f"rasa data validate: {line}")
    if not problems:
        print("rasa data validate: nothing unexpected.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
