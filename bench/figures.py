"""Writes tables into docs/figures.md, each between its own markers."""

from __future__ import annotations

import re
from pathlib import Path

from bench.scores import Count

# Not `bench.workspace.ROOT`: the console is timed in the app's room, which has no Rasa.
FIGURES = Path(__file__).resolve().parent.parent / "docs" / "figures.md"
_HEAD = """# Figures

How well and how fast the assistant works. The tables are written by the scripts named under
them; the text between the markers is theirs.
"""


def table(head: list[str], rows: list[list[str]]) -> str:
    """Gives a Markdown table: words to the left, figures to the right."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, marks, *rows])


def share(count: Count | None) -> str:
    """Gives a count as per cent and as a fraction."""
    if not count or not count["of"]:
        return "–"
    return f"{100 * count['hits'] / count['of']:.1f} % ({count['hits']}/{count['of']})"


def write_part(name: str, title: str, text: str, path: Path = FIGURES) -> None:
    """Puts a part into a Markdown file, in the place of the one that it had before.

    Args:
        name: The part's name, which its markers carry.
        title: Heading of the part; written with it when the part is new.
        text: Markdown between the markers.
        path: The file; made if there is none.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    part = f"{begin}\n{text.strip()}\n{end}"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    new, replaced = pattern.subn(lambda _: part, old)
    if not replaced:
        new = f"{old.rstrip()}\n\n## {title}\n\n{part}\n"
    path.write_text(new, encoding="utf-8")
