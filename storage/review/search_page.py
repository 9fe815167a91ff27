"""One page of what a search found."""

from __future__ import annotations

from dataclasses import dataclass

from storage.review.search_hit import SearchHit


@dataclass(frozen=True)
class SearchPage:
    """Some conversations, the one with the newest hit first."""

    hits: list[SearchHit]
    has_older: bool
