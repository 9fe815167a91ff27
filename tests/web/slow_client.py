"""A client that takes its time, on a plain socket."""

from __future__ import annotations

import asyncio
import socket
from typing import Self
from urllib.parse import urlsplit

RECEIVE_BUFFER_BYTES = 4096
PATIENCE_SECONDS = 60


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
        for number in range(len(data)):
            if not await self.send(data[number : number + 1]) or await self._is_over(pause):
                return number + 1
        return len(data)

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
        await self._is_over(PATIENCE_SECONDS)
        return self.heard

    async def _is_over(self, seconds: float) -> bool:
        """Read for a while; give whether the server has ended the line meanwhile."""
        try:
            async with asyncio.timeout(seconds):
                while chunk := await asyncio.get_running_loop().sock_recv(self._socket, 4096):
                    self.heard += chunk
        except TimeoutError:
            return False
        except OSError:
            pass
        return True
