"""Who may import whom: docs/architecture.md says it, this holds it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {
    "actions",
    "components",
    "content",
    "improve",
    "logs",
    "notify",
    "scripts",
    "settings",
    "storage",
    "tests",
    "web",
}
ALLOWED = {
    "actions": {"actions", "logs", "storage", "settings"},
    "components": {"components", "logs"},
    "content": {"content"},
    "improve": {"content", "improve", "logs", "scripts", "settings", "storage"},
    "logs": {"logs"},
    "notify": {"notify", "logs", "storage", "settings"},
    "storage": {"storage", "settings"},  # settings: only `python -m storage.migrate`
    "web": {"web", "content", "logs", "storage", "settings"},
}


def imported(folder: str) -> set[str]:
    """Gives our own top-level packages that the modules of a folder import."""
    found: set[str] = set()
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                found.add(node.module.split(".")[0])
    return found & OURS


@pytest.mark.parametrize("folder", sorted(ALLOWED))
def test_a_room_imports_only_what_it_may(folder: str) -> None:
    """No room of the house reaches into one that it must not know."""
    assert imported(folder) <= ALLOWED[folder]
