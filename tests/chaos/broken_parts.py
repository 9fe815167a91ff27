"""The assistant's parts with lines between them that can be cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.chaos.handover_failures import HandoverFailures
from tests.conftest import CLINIC
from tests.conversations.parts import Parts

PATIENCE = 3  # seconds that the door waits for the engine


@asynccontextmanager
async def breakable(folder: Path, seed: int) -> AsyncIterator[HandoverFailures]:
    """Start all parts, with a line to the engine and one to the action server.

    Args:
        folder: Where all that they write goes.
        seed: Of the random failures.
    """
    parts = Parts(
        folder,
        engine_timeout_seconds=PATIENCE,
        trusted_proxies=1,
        rate_sessions="10000/minute",
        rate_messages="10000/minute",
        **{name.lower(): value for name, value in CLINIC.items()},
    )
    lines = parts.lay_lines()
    for line in lines:
        await line.start()
    try:
        await asyncio.to_thread(parts.start_all)  # the lines live in this loop
        yield HandoverFailures(parts, lines, seed)
    finally:
        await asyncio.to_thread(parts.stop_all)
        for line in lines:
            await line.stop()
