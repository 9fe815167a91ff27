"""Every link, path and command in the documents is one of the project's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from settings import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
# In backticks, with a folder of ours in front, and no place holder in it.
PATH = re.compile(
    r"`((?:actions|bench|components|content|data|docs|improve|logs|notify|requirements|scripts"
    r"|settings|storage|tests|web|widget)/[\w./-]*)`"
)
TARGET = re.compile(r"(?:`|^)make ([a-z][a-z-]+)", re.MULTILINE)
TREE_LINE = re.compile(r"^([\w.]+(?:/[\w]+)*/?) {2,}\S", re.MULTILINE)
# Made by running the project.
MADE = {"var", "backups", "models", "results", "__pycache__"}


def at_the_top() -> set[str]:
    """Name the folders and YAML files at the top."""
    found = {path.name for path in ROOT.iterdir() if path.is_dir() or path.suffix == ".yml"}
    return {name for name in found if not name.startswith(".")} - MADE


def targets() -> set[str]:
    """Name the targets of the Makefile."""
    return set(re.findall(r"^([a-z][a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_named_is_there(document: Path) -> None:
    """No dead link, no path that was moved, no command that is gone."""
    text = document.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    missing += [path for path in PATH.findall(text) if not (ROOT / path).exists()]
    missing += [f"make {name}" for name in TARGET.findall(text) if name not in targets()]
    assert missing == []


def test_the_tree_is_true() -> None:
    """README's tree has every folder and YAML file at the top, and none that is not there."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = text.split("## Where things are")[1].split("```")[1]
    named = TREE_LINE.findall(tree)
    assert [name for name in named if not (ROOT / name).exists() and name != "var/"] == []
    assert {name.split("/")[0] for name in named} - {"var"} == at_the_top()
