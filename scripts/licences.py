"""Writes the table of docs/licences.md from what is installed: `python -m scripts.licences`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from settings import ROOT

DOCS = ROOT / "docs" / "licences.md"
START, END = "<!-- licences -->", "<!-- end of the licences -->"
# File under requirements/ -> environment, and what its packages are for.
ROOMS = {
    "app": ("app", "runs the app"),
    "engine": ("engine", "runs the engine"),
    "app-test": ("app", "tests"),
    "engine-test": ("engine", "tests"),
    "uv": ("tools", "builds"),
}
# Their metadata names none, or they are for another system: read in their licence files.
READ = {
    "pgserver": "Apache-2.0",
    "setuptools": "MIT",
    "tensorflow-cpu": "Apache-2.0",
    "tensorflow-macos": "Apache-2.0",
}
_SAME = {
    "Apache Software License": "Apache-2.0",
    "Apache License v2.0": "Apache-2.0",
    "MIT License": "MIT",
    "BSD License": "BSD",
    "The Unlicense (Unlicense)": "Unlicense",
}
_LONGEST = 40  # signs: some put the whole licence into the field


def table() -> str:
    """Give the table: each direct dependency, its licence, what it is for."""
    uses: dict[str, list[str]] = {}
    licences: dict[str, str] = {}
    for name, (room, use) in ROOMS.items():
        for package in _named(ROOT / "requirements" / f"{name}.in"):
            uses.setdefault(package, []).append(use)
            licences[package] = READ.get(package) or _licence(_installed(room, package))
    rows = [
        f"| {package} | {licences[package]} | {', '.join(dict.fromkeys(uses[package]))} |"
        for package in sorted(uses)
    ]
    return "\n".join(["| Package | Licence | What it does here |", "| --- | --- | --- |", *rows])


def put_into(text: str) -> str:
    """Put the table between its two marks.

    Args:
        text: The document.
    """
    before, rest = text.split(START)
    return f"{before}{START}\n\n{table()}\n\n{END}{rest.split(END)[1]}"


def _named(path: Path) -> Iterator[str]:
    """Give the packages that a file asks for."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"[A-Za-z][\w.-]*", line):
            yield found[0].lower()


def _installed(room: str, package: str) -> Distribution:
    folders = map(str, (ROOT / ".venv" / room / "lib").glob("python3*/site-packages"))
    return next(iter(distributions(name=package, path=list(folders))))


def _licence(found: Distribution) -> str:
    """Give the licence in the metadata, the newest field first."""
    about = found.metadata
    classifiers = about.get_all("Classifier") or []
    fields = [
        *(about.get_all("License-Expression") or []),
        *(about.get_all("License") or []),
        # The last one is the narrowest.
        *(line.rpartition(" :: ")[2] for line in reversed(classifiers) if "License ::" in line),
    ]
    told = next(str(field) for field in fields if 0 < len(field) <= _LONGEST)
    return _SAME.get(told, told)


if __name__ == "__main__":
    DOCS.write_text(put_into(DOCS.read_text(encoding="utf-8")), encoding="utf-8")
