"""The access matrix as the table of docs/console.md: `python -m tests.web.staff.access_table`."""

from __future__ import annotations

import re

from settings import ROOT
from tests.web.staff.access import ACCESS, ADMIN, EVERYBODY, REVIEWER, VIEWER

DOCS = ROOT / "docs" / "console.md"
ROLES = (EVERYBODY, VIEWER, REVIEWER, ADMIN)
START, END = "<!-- access matrix -->", "<!-- end of the access matrix -->"


def access_table() -> str:
    """Write the matrix in Markdown: who may open which page and send which form."""
    head = ["Route", "nobody signed in", *ROLES[1:]]
    lines = [f"| {' | '.join(head)} |", "| --- | :-: | :-: | :-: | :-: |"]
    for (method, path), least in sorted(ACCESS.items(), key=lambda rule: rule[0][1]):
        allowed = ["yes" if role >= ROLES.index(least) else "" for role in range(len(ROLES))]
        lines.append(f"| `{method} {path}` | {' | '.join(allowed)} |".replace("|  |", "| |"))
    return "\n".join(re.sub(r"\|  (?=\|)", "| ", line) for line in lines)


def put_into(text: str) -> str:
    """Put the matrix between its two marks.

    Args:
        text: The document.
    """
    before, rest = text.split(START)
    after = rest.split(END)[1]
    return f"{before}{START}\n\n{access_table()}\n\n{END}{after}"


if __name__ == "__main__":
    DOCS.write_text(put_into(DOCS.read_text(encoding="utf-8")), encoding="utf-8")
