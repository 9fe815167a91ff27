"""The lines of takeovers keep to what all answers keep to."""

from __future__ import annotations

import pytest

from content.document import PLACEHOLDER, figures, grade, promises
from content.takeover_lines import takeover_line, takeover_lines

FACTS = {"name", "clinic_name", "clinic_phone", "clinic_contact", "emergency_number"}


@pytest.mark.parametrize("which", takeover_lines())
def test_line(which: str) -> None:
    """No promise, no figure, no hard words, no fact that nobody fills in."""
    text = takeover_lines()[which]
    assert set(PLACEHOLDER.findall(text)) <= FACTS
    assert (figures(text), promises(text)) == ([], [])
    assert grade(text) <= 8
    assert "{" not in takeover_line(which, **dict.fromkeys(FACTS, "x"))
