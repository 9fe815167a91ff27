"""One page of the list of conversations."""

from __future__ import annotations

from dataclasses import dataclass

from storage.review.conversation_row import ConversationRow


@dataclass(frozen=True)
class ListPage:
    """Some lines, newest first, and whether there are more on either side."""

    rows: list[ConversationRow]
    has_newer: bool
    has_older: bool
