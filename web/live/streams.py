"""The streams that are open in this process, and the bell that wakes them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from web.api_error import ApiError

MOST_OF_ONE = 4
"""Streams of one conversation and side. Browsers open six lines to a host: some stay free."""

CLOSE_SECONDS = 2
"""A client that takes nothing any more does not hold the stop up for longer."""


class LiveStreams:
    """Knows who listens to which conversation.

    A stream that waits is woken by a change in this process at once; what another process did it
    sees when it looks by itself.
    """

    def __init__(self) -> None:
        self._open: defaultdict[tuple[str, str], list[asyncio.Event]] = defaultdict(list)
        self._closing = False
        self._quiet = asyncio.Event()

    @property
    def closing(self) -> bool:
        """Whether the server is about to stop: streams end."""
        return self._closing

    @contextmanager
    def listen(self, side: str, conversation_id: str) -> Iterator[asyncio.Event]:
        """Listen to a conversation.

        Args:
            side: `visitor` or `staff`.
            conversation_id: The conversation.

        Yields:
            A bell, which is set when something has changed.

        Raises:
            ApiError: Too many listen already; status 429.
        """
        key = (side, conversation_id)
        if len(self._open[key]) >= MOST_OF_ONE:
            raise ApiError(429, "too_many", "This chat is open too many times.", retry=10)
        bell = asyncio.Event()
        self._open[key].append(bell)
        try:
            yield bell
        finally:
            self._open[key].remove(bell)
            if not self._open[key]:
                del self._open[key]
            if not self._open:
                self._quiet.set()

    def ring(self, conversation_id: str) -> None:
        """Wake all who listen to a conversation."""
        for side in ("visitor", "staff"):
            for bell in self._open.get((side, conversation_id), ()):
                bell.set()

    async def close(self) -> None:
        """End all streams; they are woken, say so to their clients and are gone."""
        self._closing = True
        for bells in self._open.values():
            for bell in bells:
                bell.set()
        if self._open:
            self._quiet.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._quiet.wait(), CLOSE_SECONDS)
