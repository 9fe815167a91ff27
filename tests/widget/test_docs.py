"""docs/widget.md says what the widget does."""

from __future__ import annotations

import re
from pathlib import Path

from .test_axe import MODES, STATES

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "widget.md").read_text(encoding="utf-8")
SOURCE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "widget/src").rglob("*.js"))
ATTRIBUTES = {"title", "label", "greeting", "color", "position", "theme", "lang"} | {
    *("phone", "email", "emergency"),
}


def test_attributes() -> None:
    """Each attribute stands in the table, and the widget reads each."""
    assert set(re.findall(r"`data-(\w+)`", DOCS)) == ATTRIBUTES
    for name in ATTRIBUTES:
        assert re.search(
            rf"dataset\.{name}\b|\[data-{name}=|@property \{{string\}} \[{name}\]", SOURCE
        )


def test_custom_properties() -> None:
    """The custom properties are those that the style sheets read, but for the attribute's own."""
    assert set(re.findall(r"`(--lp-[\w-]+)`", DOCS)) == set(
        re.findall(r"var\((--lp-[\w-]+)", SOURCE)
    ) - {"--lp-color"}


def test_events() -> None:
    """The events are those that are told."""
    told = set(re.findall(r'tell\("(open|close|message|lead)"', SOURCE))
    assert told == {"open", "close", "message", "lead"}
    assert all(f"`{name}`" in DOCS for name in told)


def test_numbers_of_the_axe_runs() -> None:
    """The numbers of states and ways to look are the tests' own."""
    assert f"in {len(STATES)} states and {len(MODES)} ways" in DOCS
