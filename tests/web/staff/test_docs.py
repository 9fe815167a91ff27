"""docs/console.md says what the console does."""

from __future__ import annotations

import re

from settings import ROOT
from tests.web.staff.access_table import DOCS, put_into
from web.staff.accounts.manage import ROLE_WORDS
from web.staff.navigation import SECTIONS

TEXT = DOCS.read_text(encoding="utf-8")
TEMPLATES = ROOT / "web" / "staff" / "templates"
MOST_BYTES = 2_000_000


def test_access_matrix() -> None:
    """The matrix is the one of the tests: `python -m tests.web.staff.access_table` writes it."""
    assert put_into(TEXT) == TEXT


def test_pictures() -> None:
    """Every picture is there and is shown, and together they stay small."""
    shown = set(re.findall(r"\(images/(console-[\w-]+\.webp)\)", TEXT))
    kept = {path.name for path in (ROOT / "docs/images").glob("console-*")}
    assert shown == kept
    assert sum(path.stat().st_size for path in (ROOT / "docs/images").iterdir()) < MOST_BYTES


def test_keys() -> None:
    """Every key of a page stands in the document."""
    for path in TEMPLATES.rglob("*.html"):
        for called in re.findall(r"keys\.dialog\(\[(.+?)\]\)", path.read_text(encoding="utf-8")):
            for key, _ in re.findall(r'\("([^"]+)", "([^"]+)"\)', called):
                assert f"`{key}`" in TEXT, (path.name, key)


def test_sections_and_roles() -> None:
    """Every section of the navigation has its own heading, and every role is explained."""
    for section in SECTIONS:
        assert f"### {section.title}\n" in TEXT, section.title
    for role in ROLE_WORDS:
        assert f"**{role.capitalize()}**" in TEXT, role
