"""An engine that dies as soon as it has heard a message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

WELL = b'{"model": "cut", "replies": [{"text": "Hello"}]}'


class CutEngine:
    """Says that it is ready, and cuts the connection when a message comes, as if killed."""

    def __init__(self) -> None:
        self.url = ""
        self.heard = b""
        """The last message."""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[CutEngine]:
        """Listen until the block ends."""
        server = await asyncio.start_server(self._hear, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server:
            yield self

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        if b"/message" in request:
            self.heard = request + await reader.read(4096)
            writer.transport.abort()
            return
        head = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(WELL)}\r\n\r\n"
        writer.write(head.encode() + WELL)
        await writer.drain()
        writer.close()
