"""Checks every topic's answer and questions, in words for its author: part of `make check`."""

from __future__ import annotations

import sys
from pathlib import Path

from content.answer_checks import ALWAYS_KNOWN, problems
from content.topic_files import questions, titles, topic_files
from settings import ROOT

LEAST_QUESTIONS = 30
TAUGHT_WIDELY = ("faq/", "ask_clinic/")
# What the clinic may leave unset: such an answer has another wording without it.
OPTIONAL = {"clinic_email", "clinic_address", "clinic_hours"}
# The form's words name what the visitor gave; tests/data holds what they may say.
FORM = "lead_"


def find(root: Path = ROOT) -> list[str]:
    """Find what is wrong with the topics' files.

    Args:
        root: The project's folder.

    Returns:
        A line for each thing: the file, and what is wrong there.
    """
    taught, buttons = questions(root), titles(root)
    found = []
    for file in topic_files(root):
        said = [v for v in file.variations if FORM not in v.topic]
        lines = [line for v in said for line in problems(v, buttons, ALWAYS_KNOWN | OPTIONAL)]
        if file.name.startswith(TAUGHT_WIDELY):
            own = [question for question in taught.get(file.name, []) if question.strip("- ")]
            if len(own) < LEAST_QUESTIONS:
                lines.append(f"It has {len(own)} questions of at least {LEAST_QUESTIONS}.")
            if buttons.get(file.name, "") not in own:
                lines.append("Its title is not one of its questions.")
        found += [f"{file.path}: {line}" for line in lines]
    return found


def main() -> int:
    """Check; prints what is wrong and gives the exit status."""
    found = find()
    for line in found:
        print(line)
    if not found:
        print("Answers: nothing to object to.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
