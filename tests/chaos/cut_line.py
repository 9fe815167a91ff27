"""A line between two parts that can be cut, or made slow."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.stack import free_ports

CHUNK = 65_536


class CutLine:
    """Passes bytes between a port of its own and the one behind it.

    Args:
        behind: Port of the real part on loopback.
        port: Where it listens itself; a free one by default.
    """

    def __init__(self, behind: int, port: int | None = None) -> None:
        self.port = port or free_ports(1)[0]
        self._behind = behind
        self._cut = False
        self._flows = asyncio.Event()
        self._flows.set()
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)

    async def stop(self) -> None:
        """End all connections."""
        if self._server:
            self._server.close()
        self._end_all()

    async def cut(self, seconds: float) -> None:
        """Cut the line for a while, in the middle of whatever goes over it."""
        self._cut = True
        self._end_all()
        await asyncio.sleep(seconds)
        self._cut = False

    @contextmanager
    def slow(self) -> Iterator[None]:
        """Let through what is asked at once, and what is answered only when the block ends."""
        self._flows.clear()
        try:
            yield
        finally:
            self._flows.set()

    def _end_all(self) -> None:
        for writer in self._open:
            writer.transport.abort()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._cut:
            writer.transport.abort()
            return
        with suppress(OSError):
            there, back = await asyncio.open_connection("127.0.0.1", self._behind)
            self._open |= {writer, back}
            await asyncio.gather(_pass(reader, back), _pass(there, writer, self._flows))
            self._open -= {writer, back}
        writer.transport.abort()


async def _pass(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flows: asyncio.Event | None = None
) -> None:
    with suppress(OSError):
        while chunk := await reader.read(CHUNK):
            if flows:
                await flows.wait()
            writer.write(chunk)
            await writer.drain()
    writer.transport.abort()
