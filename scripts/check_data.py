"""Runs `rasa data validate`; every warning that is not expected fails: part of `make check`."""

from __future__ import annotations

import re
import subprocess
import sys

from settings import ROOT

# Responses that no rule names, and who says them: Rasa cannot know that.
EXPECTED = {
    "The utterance 'utter_not_sure' is not used in any story or rule.": "action_offer_topics",
    "The utterance 'utter_misunderstood_twice' is not used in any story or rule.": (
        "action_offer_topics"
    ),
}
COMMAND = [".venv/engine/bin/python", "scripts/quiet_rasa.py", "data", "validate"]
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_WARNING = re.compile(r"(?:UserWarning|FutureWarning|RasaWarning): (.*)|WARNING +\S+ +- (.*)")


def unexpected(output: str) -> list[str]:
    """Gives the warnings in Rasa's output that are not in ``EXPECTED``.

    Args:
        output: What `rasa data validate` printed.
    """
    found = [next(filter(None, m.groups())) for m in _WARNING.finditer(_COLOUR.sub("", output))]
    return [line.strip() for line in found if line.strip() not in EXPECTED]


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
