"""Runs real Sanic servers on loopback, in the loop of the tests."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sanic import Sanic
from sanic.server.protocols.http_protocol import HttpProtocol

# Several apps of one name may live at once: two doors, or one after the other.
Sanic.test_mode = True


@asynccontextmanager
async def serving(
    app: Sanic[Any, Any], port: int = 0, protocol: type[HttpProtocol] = HttpProtocol
) -> AsyncIterator[str]:
    """Serve an app until the block ends, with its start and stop listeners.

    Args:
        app: The app.
        port: Where it listens; 0: anywhere.
        protocol: What is behind each of its connections.

    Yields:
        The base address.
    """
    listener = socket.create_server(("127.0.0.1", port))
    server: Any = await app.create_server(
        sock=listener, return_asyncio_server=True, protocol=protocol
    )
    assert server is not None
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        await server.before_stop()
        server.server.close()
        for connection in list(server.connections):
            connection.abort()
        await asyncio.sleep(0)
        await server.after_stop()
