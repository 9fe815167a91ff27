"""Every exception that a line asks of ruff or mypy says why."""

from __future__ import annotations

import re

from settings import ROOT

FOLDERS = (
    *("actions", "bench", "components", "content", "improve", "logs", "notify", "scripts"),
    *("settings", "storage", "tests", "web"),
)
EXCEPTION = re.compile(r"# (?:noqa|type: ignore)\b(?P<rest>.*)")
REASON = re.compile(r"(?:: [A-Z]+\d+(?:, [A-Z]+\d+)*|\[[a-z-]+\]) +(?:- |\(|# )\w+")


def test_every_exception_has_its_rule_and_its_reason() -> None:
    """`noqa` and `type: ignore` name a rule and say why they are there."""
    bare = []
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                found = EXCEPTION.search(line)
                if found and not REASON.match(found["rest"]):
                    bare.append(f"{path.relative_to(ROOT)}:{number}")
    assert bare == []
