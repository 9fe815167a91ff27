"""What somebody types into the search box, made into a query of either database."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_PARTS = 8
# A phrase in double quotes, or anything between spaces.
_PARTS = re.compile(r'"([^"]*)"|(\S+)')
_WORDS = re.compile(r"[^\W_]+")
# Two letters begin thousands of words: these are looked for as they are.
SHORT = 2


@dataclass(frozen=True)
class SearchWords:
    """Parts that a message must have, all of them; each is a word or the words of a phrase."""

    parts: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, typed: str) -> SearchWords:
        """Read what was typed.

        Args:
            typed: Any text; `"in quotes"` is a phrase.

        Returns:
            Its words in small letters; none when there is no letter and no digit in it.
        """
        parts: list[tuple[str, ...]] = []
        for phrase, loose in _PARTS.findall(typed.lower()):
            words = tuple(_WORDS.findall(phrase or loose))
            parts.extend([words] if phrase and words else [(word,) for word in words])
        return cls(tuple(parts[:MOST_PARTS]))

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def fts5(self) -> str:
        """The query in SQLite's language."""
        return " AND ".join(
            f'"{" ".join(part)}"{"*" if _is_open(part) else ""}' for part in self.parts
        )

    @property
    def tsquery(self) -> str:
        """The query in PostgreSQL's language."""
        return " & ".join(
            "(" + " <-> ".join(f"'{word}'" for word in part) + (":*)" if _is_open(part) else ")")
            for part in self.parts
        )


def _is_open(part: tuple[str, ...]) -> bool:
    """Tell whether longer words are meant too: 'safe' finds 'safety'."""
    return len(part) == 1 and len(part[0]) > SHORT
