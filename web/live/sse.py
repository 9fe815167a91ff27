"""Server-sent events: how they are written, and how a stream goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from sanic import Request

from web.door import door_of

LOOK_SECONDS = 1.0
"""How often a stream looks for what other processes have stored."""
BEAT_SECONDS = 8.0
"""A sign of life that often: proxies and Sanic's own RESPONSE_TIMEOUT would cut a silent line."""

Look = Callable[[], Coroutine[Any, Any, tuple[list[str], bool]]]


def event(name: str, data: str, number: int | None = None) -> str:
    """Write an event.

    Args:
        name: What kind it is.
        data: JSON, on one line.
        number: Its id, by which a stream is resumed.
    """
    mark = "" if number is None else f"id: {number}\n"
    return f"{mark}event: {name}\ndata: {data}\n\n"


async def stream(request: Request[Any, Any], bell: asyncio.Event, look: Look) -> None:
    """Send what a look finds, again and again, until it says that it was the last one.

    A client that hangs up cancels this; a look goes on to its end all the same.

    Args:
        request: The request.
        bell: Rings when there is something to see.
        look: Gives new events and whether the stream goes on.
    """
    door = door_of(request)
    headers = {"X-Accel-Buffering": "no"}
    response = await request.respond(content_type="text/event-stream", headers=headers)
    await response.send(": open\n\n")
    clock = asyncio.get_running_loop().time
    beat_at = clock() + BEAT_SECONDS
    goes_on = True
    while goes_on and not door.live.closing:
        bell.clear()
        events, goes_on = await door.tasks.finish(look())
        if clock() >= beat_at:
            events.append(": beat\n\n")
        if events:
            await response.send("".join(events))
            beat_at = clock() + BEAT_SECONDS
        if goes_on:
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), LOOK_SECONDS)
    await response.eof()
