"""Handlers end what they began: a client that hangs up does not cut a transaction in two."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from sanic import HTTPResponse, Request, Sanic

from web.door import door_of
from web.live.streaming import is_streaming

Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]


def install(app: Sanic[Any, Any]) -> None:
    """Let every handler run to its end; call it when all routes are there.

    Sanic cancels a handler whose client is gone. The driver of SQLite then leaves a connection
    with its lock in the pool until the garbage collector comes by, and nobody can write. A
    handler that streams (`web/live/streaming.py`) is left alone: it ends with its client.

    Args:
        app: The app with all its routes.
    """
    for route in app.router.routes_all.values():
        # Not the files: they change nothing.
        if not route.extra.static and not is_streaming(route.handler):
            route.handler = _finishing(route.handler)


def _finishing(handler: Handler) -> Handler:
    @wraps(handler)
    async def finish(request: Request[Any, Any], *args: Any, **kwargs: Any) -> HTTPResponse:
        return await door_of(request).tasks.finish(handler(request, *args, **kwargs))

    return finish
