"""How many messages it takes to be called: counted over the written conversations."""

from __future__ import annotations

from statistics import median

from tests.conversations.script import read_scripts
from tests.conversations.turn import Turn

CONSENT = "May L&P Aesthetics keep"
GOAL = 5  # messages of the visitor, the wish and the last yes among them
STRAIGHT = "handover_start: "  # nothing is asked, corrected or misunderstood in these


def turns_to_saved(turns: list[Turn]) -> list[int]:
    """Count the visitor's messages of each request that ends saved.

    The first is the one that is answered with the question for consent, the last the one that
    is answered with the reference; each typed message and each pressed button counts as one.
    """
    counts, first = [], None
    for place, turn in enumerate(turns):
        asked = any(CONSENT in words for words in turn.says)
        if asked and first is None:
            first = place
        if turn.form is False:
            first = first if turn.saved else None
        if turn.saved and first is not None:
            counts.append(place - first + 1)
            first = None
    return counts


def test_few_turns() -> None:
    """From 'call me' to saved: five messages or fewer in half of the straightforward ones."""
    counts = {title: turns_to_saved(script.turns) for title, script in read_scripts().items()}
    every = [count for found in counts.values() for count in found]
    straight = [n for title, found in counts.items() if title.startswith(STRAIGHT) for n in found]
    print(
        f"\nMessages from the wish to 'saved': median {median(straight)} of {len(straight)} "
        f"straightforward requests ({min(straight)} to {max(straight)}), "
        f"median {median(every)} of all {len(every)} ({min(every)} to {max(every)})"
    )
    assert median(straight) <= GOAL
