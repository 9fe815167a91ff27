"""Every link, path and command in the documents is one of the project's."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from settings import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
# In backticks, with a folder of ours in front, and no place holder in it.
PATH = re.compile(
    r"`((?:actions|bench|components|content|data|deploy|docs|improve|logs|notify|requirements|scripts"
    r"|settings|storage|tests|web|widget)/[\w./-]*)`"
)
# In backticks, without a folder: some file of the project has this name.
NAME = re.compile(r"`([a-z][\w-]*\.(?:yml|py|sh|toml|txt|html|js|md)|Makefile|Procfile)`")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
ANCHOR = re.compile(r"\]\((?!https?://)([^)#\s]*)#([^)\s]+)\)")
TARGET = re.compile(r"(?:`|^)make ([a-z][a-z-]+)", re.MULTILINE)
TREE_LINE = re.compile(r"^([\w.]+(?:/[\w]+)*/?) {2,}\S", re.MULTILINE)
# Made by running the project.
MADE = {"var", "backups", "models", "results", "__pycache__"}


def at_the_top() -> set[str]:
    """Name the folders and YAML files at the top."""
    found = {path.name for path in ROOT.iterdir() if path.is_dir() or path.suffix == ".yml"}
    return {name for name in found if not name.startswith(".")} - MADE


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Name all files of the project."""
    folders = [ROOT / name for name in at_the_top() if (ROOT / name).is_dir()]
    found = {path.name for path in ROOT.iterdir() if path.is_file()}
    for folder in folders:
        found |= {path.name for path in folder.rglob("*") if "node_modules" not in path.parts}
    return frozenset(found)


def anchors(document: Path) -> set[str]:
    """Name what a link may lead to in a document, as its readers' pages make it of headings."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def targets() -> set[str]:
    """Name the targets of the Makefile."""
    return set(re.findall(r"^([a-z][a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_named_is_there(document: Path) -> None:
    """No dead link, no path that was moved, no command that is gone."""
    text = document.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    missing += [path for path in PATH.findall(text) if not (ROOT / path).exists()]
    missing += [name for name in NAME.findall(text) if name not in names()]
    for link, anchor in ANCHOR.findall(text):
        other = document.parent / link if link else document
        if other.exists() and anchor not in anchors(other):
            missing.append(f"{link}#{anchor}")
    missing += [f"make {name}" for name in TARGET.findall(text) if name not in targets()]
    assert missing == []


def test_the_tree_is_true() -> None:
    """README's tree has every folder and YAML file at the top, and none that is not there."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = text.split("## Where things are")[1].split("```")[1]
    named = TREE_LINE.findall(tree)
    assert [name for name in named if not (ROOT / name).exists() and name != "var/"] == []
    assert {name.split("/")[0] for name in named} - {"var"} == at_the_top()
