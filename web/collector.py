"""Keeps Python's garbage collector from walking over the whole program while a page is made."""

import gc

# New objects that start a collection: a long conversation has ten thousands of them.
STEP = 10_000


def calm_collector() -> None:
    """Take what the program has loaded out of the collector's rounds; called before it serves.

    Every full round would go over all modules again: a tenth of a second, at any moment.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(STEP)
