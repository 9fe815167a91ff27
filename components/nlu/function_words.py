"""Small words of many languages: what tells Spanish from Portuguese in a message of four words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from runpy import run_path

import spacy.lang

_LANGUAGES = Path(spacy.lang.__file__).parent


class FunctionWords:
    """spaCy's lists of function words; a language that it has none for has no words.

    Args:
        languages: ISO 639-1 codes.
    """

    def __init__(self, languages: Iterable[str]) -> None:
        self._words = {language: _words(language) for language in languages}

    def language(self, words: list[str], candidates: list[str]) -> str:
        """Picks the language that most of the words belong to.

        Args:
            words: Words in lower case.
            candidates: Codes of languages, the likeliest first; one that was not named to the
                constructor has no words.

        Returns:
            The code; of several with as many words, and where no word is known, the first.
        """

        def count(language: str) -> int:
            known = self._words.get(language, frozenset())
            return sum(word in known for word in words)

        return max(candidates, key=count)


def _words(language: str) -> frozenset[str]:
    file = _LANGUAGES / language / "stop_words.py"
    # Read without its package: the French one compiles a pattern for 3 s while it is imported.
    return frozenset(run_path(str(file))["STOP_WORDS"]) if file.exists() else frozenset()
