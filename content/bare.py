"""The words of a question alone, as components/nlu/lexical_features.py takes them.

That module needs the engine's packages, these tests run with the app's: a test in
tests/components holds both equal.
"""

from __future__ import annotations

import re
import unicodedata


def bare(text: str) -> str:
    """Gives the words of a text alone: two texts with the same bare form are the same question."""
    text = re.sub("[\u2018\u2019\u02bc`´]", "'", text)
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"(\w)\1{3,}", r"\1\1", text)
    return re.sub(r"[\W_]+", " ", text.replace("'", "")).strip()
