"""Starts the file of a new topic: `make new-topic NAME=faq/aftercare`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from scripts.check_answers import LEAST_QUESTIONS
from settings import ROOT

FOLDERS = ("faq", "ask_clinic")
NAME = re.compile(r"(?:faq|ask_clinic)/[a-z][a-z0-9_]{1,38}[a-z0-9]")
FORM = """\
version: "3.1"

nlu:
- intent: {name}
  # At least 30 questions in visitors' own voices: short, long, misspelt, from all kinds of people.
  # The title below must be one of them: it is what its button sends.
  examples: |
    -

responses:
  utter_{name}:
  - text: >-
    metadata:
      title: ""
      more: >-
      next: [faq/consultation]
      source: ""
      reviewed_by: ""
      reviewed_on: ""
"""
NEXT = """\
{path} is started. Now:
  1. Write the questions, at least {least}, the title among them.
  2. Write the answer (at most 60 words, eighth grade or easier) and what follows on 'Tell me more'.
  3. Name under source: the section of docs/source-document.txt that it rests on.
  4. make check   says what is still missing.
  5. make run     trains and starts it.\
"""


class NameRefusedError(Exception):
    """The name of the topic can not be; the message says what it wants."""


def start(name: str, root: Path) -> Path:
    """Write the form of a topic's file.

    Args:
        name: The topic's full name, such as ``faq/aftercare``.
        root: The project's folder.

    Returns:
        The new file.

    Raises:
        NameRefusedError: The name is none, or there is a topic of that name.
    """
    if not NAME.fullmatch(name):
        folders = " or ".join(f"{folder}/" for folder in FOLDERS)
        raise NameRefusedError(
            f"NAME={name!r}: wants {folders} and 3 to 40 small letters, digits and _, "
            "such as NAME=faq/aftercare."
        )
    path = root / "data" / f"{name}.yml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(FORM.format(name=name))
    except FileExistsError:
        raise NameRefusedError(f"NAME={name}: data/{name}.yml is there already.") from None
    return path


def main(arguments: list[str]) -> int:
    """Start a topic; gives the exit status.

    Args:
        arguments: Its name.
    """
    try:
        path = start(arguments[0] if arguments else "", ROOT)
    except NameRefusedError as error:
        print(error, file=sys.stderr)
        return 1
    print(NEXT.format(path=path.relative_to(ROOT), least=LEAST_QUESTIONS))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
