"""A client that takes its time, on a plain socket."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

RECEIVE_BUFFER_BYTES = 4096
PATIENCE_SECONDS = 200


class SlowClient:
    """Sends and reads by the byte; the system takes next to nothing for it in advance.

    Args:
        url: Base address of the server.
    """

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url)
        self.heard = b""

    async def connect(self) -> Self:
        """Open the connection."""
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        self._socket.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(self._socket, (self._address.hostname, self._address.port))
        return self

    async def send(self, data: bytes) -> bool:
        """Send bytes; gives whether the line still stands."""
        try:
            await asyncio.get_running_loop().sock_sendall(self._socket, data)
        except OSError:
            return False
        return True

    async def drip(self, data: bytes, pause: float) -> int:
        """Send bytes one at a time until the server ends the line.

        Args:
            data: What to send.
            pause: Seconds between two bytes.

        Returns:
            How many bytes it took.
        """
        # Not one wait for each pause: what arrives just as one ends would be lost.
        reading = asyncio.create_task(self._read())
        try:
            for number in range(len(data)):
                stands = await self.send(data[number : number + 1])
                over, _ = await asyncio.wait([reading], timeout=pause)
                if over or not stands:
                    return number + 1
            return len(data)
        finally:
            reading.cancel()

    async def sip(self, pause: float) -> bool:
        """Read one byte, then pause; gives whether the line still stands."""
        try:
            byte = await asyncio.get_running_loop().sock_recv(self._socket, 1)
        except OSError:
            return False
        self.heard += byte
        await asyncio.sleep(pause)
        return bool(byte)

    def close(self) -> None:
        """Leave."""
        self._socket.close()

    async def read_all(self) -> bytes:
        """Read at full speed until the server ends the line; gives all that was heard."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._read()
        return self.heard

    async def _read(self) -> None:
        """Read until the server ends the line."""
        with suppress(OSError):
            while chunk := await asyncio.get_running_loop().sock_recv(self._socket, 4096):
                self.heard += chunk
