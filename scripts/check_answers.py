"""Checks every topic's answer and questions, in words for its author: part of `make check`."""

from __future__ import annotations

import sys
from pathlib import Path

from content.answer_checks import ALWAYS_KNOWN, problems
from content.bare import bare
from content.form_checks import problems_of_form
from content.topic_file import TopicFile
from content.topic_files import questions, titles, topic_files
from settings import ROOT

LEAST_QUESTIONS = 30
LONGEST_TITLE = 40  # signs: more do not fit on a button
TAUGHT_WIDELY = ("faq", "ask_clinic")
# What the clinic may leave unset: such an answer has another wording without it.
OPTIONAL = {"clinic_email", "clinic_address", "clinic_hours"}
# The form's words name what the visitor gave; tests/data holds what they may say.
FORM = "lead_"


def find(root: Path = ROOT) -> list[str]:
    """Find what is wrong with the topics' files.

    Args:
        root: The project's folder.

    Returns:
        A line for each thing: the file, and what is wrong there. While a file can not be read,
        no other thing is looked for.
    """
    if unreadable := _unreadable(root):
        return unreadable
    buttons, owners = titles(root), _owners(root)
    found = []
    for file in topic_files(root):
        said = [v for v in file.variations if FORM not in v.topic]
        lines = [line for v in said for line in problems(v, buttons, ALWAYS_KNOWN | OPTIONAL)]
        if any("more" in v.about and not v.more for v in said):
            lines.append("Its `more:` is empty: write what follows on 'Tell me more', or drop it.")
        if file.path.parent.name in TAUGHT_WIDELY:
            lines += _of_questions(file, buttons, owners)
        found += [f"{file.path}: {line}" for line in lines]
    return found


def _unreadable(root: Path) -> list[str]:
    """Name the files that can not be read, and where."""
    found = []
    for path in sorted((root / "data").rglob("*.yml")):
        folder = path.parent.name
        topic = f"{folder}/{path.stem}" if folder in TAUGHT_WIDELY else None
        shown = path.relative_to(root)
        found += [f"{shown}: {line}" for line in problems_of_form(path, topic)]
    return found


def _owners(root: Path) -> dict[str, list[str]]:
    """Give the bare form of each question with the topics that it is taught for."""
    found: dict[str, list[str]] = {}
    for topic, texts in questions(root).items():
        for text in texts:
            found.setdefault(bare(text), []).append(topic)
    return found


def _of_questions(
    file: TopicFile, buttons: dict[str, str], owners: dict[str, list[str]]
) -> list[str]:
    """Check how widely a topic is taught, and that its button leads to it."""
    own = [line.removeprefix("- ") for line in file.lines[file.name] if line.strip("- ")]
    title = buttons.get(file.name, "")
    found = []
    if len(own) < LEAST_QUESTIONS:
        found.append(f"It has {len(own)} questions of at least {LEAST_QUESTIONS}.")
    if title not in own:
        found.append("Its title is not one of its questions.")
    if len(title) > LONGEST_TITLE:
        found.append(f"Its title has {len(title)} signs; at most {LONGEST_TITLE} fit on a button.")
    for text in own:
        topics = owners[bare(text)]
        if len(topics) > 1:
            others = sorted(set(topics) - {file.name}) or [file.name]
            found.append(f"This question is taught twice ({', '.join(others)}): {text}")
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
