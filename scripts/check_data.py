"""Runs `rasa data validate`; every warning that is not expected fails: part of `make check`."""

from __future__ import annotations

import re
import subprocess
import sys

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


def main() -> int:
    """Validates; prints what is wrong and gives the exit status."""
    result = subprocess.run(
        COMMAND, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    problems = unexpected(result.stdout)
    if result.returncode:
        print(result.stdout[-3000:])
    for line in problems:
        print(f"rasa data validate: {line}")
    if result.returncode or problems:
        return 1
    print("rasa data validate: nothing unexpected.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
