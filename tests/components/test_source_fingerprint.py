"""Rasa's cache gives no old result for new code."""

from __future__ import annotations

import pytest
from rasa.engine.graph import GraphComponent

from components.nlu.source_fingerprint import source_fingerprint
from tests.components.tiny_pipeline import component_classes

# SpacyReader leaves the examples as they are, LanguageDetector learns nothing.
LEARNS = [
    kind for kind in component_classes() if kind.__name__ not in ("SpacyReader", "LanguageDetector")
]


@pytest.mark.parametrize("kind", LEARNS, ids=lambda kind: kind.__name__)
def test_code_counts(kind: type[GraphComponent]) -> None:
    """Each component that works on training data adds our code to its fingerprint."""
    assert kind.fingerprint_addon({}) == source_fingerprint()
