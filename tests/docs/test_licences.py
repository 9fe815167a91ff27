"""docs/licences.md says under which licences the packages stand."""

from __future__ import annotations

from scripts.licences import DOCS, put_into


def test_table_is_what_is_installed() -> None:
    """Every direct dependency is there with its licence; `-m scripts.licences` mends it."""
    text = DOCS.read_text(encoding="utf-8")
    assert put_into(text) == text
