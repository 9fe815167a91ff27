"""The lines to all engines: which one answers a conversation, and who takes over."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from hashlib import blake2b

from logs import note
from web.engine.engine_error import EngineError
from web.engine.line import Body, EngineLine

# Where a machine has gone, nothing refuses the connection.
CONNECT_SECONDS = 2.0
PROBE_SECONDS = 2.0
AGAIN_SECONDS = 1.0


class EngineLines:
    """Asks one of several engines, and the next one when it does not answer.

    An engine that was down or slow is left out until it says that it is ready; it is asked every
    second. While all are left out, all are tried.

    Args:
        urls: Base addresses of the engines; they share one database.
    """

    def __init__(self, urls: Sequence[str]) -> None:
        connect = CONNECT_SECONDS if len(urls) > 1 else None
        self._lines = [EngineLine(url, connect) for url in urls]
        self._watches: dict[str, asyncio.Task[None]] = {}

    async def ask(
        self, method: str, path: str, deadline: float, body: Body | None = None, key: str = ""
    ) -> bytes:
        """Ask the engine that the key belongs to; while it is down, another one.

        Args:
            method: GET or POST.
            path: Of the channel.
            deadline: When to give up, on the clock of the event loop, in seconds.
            body: What to send as JSON. Each engine may get it, so it must do no harm twice.
            key: The conversation; the same one is asked for the same key.

        Returns:
            What the first engine that answered said.

        Raises:
            EngineError: None answered, or one was slow or refused.
        """
        for line in self._in_order(key):
            try:
                return await line.ask(method, path, deadline, body)
            except EngineError as error:
                if error.kind == "nonsense":
                    raise
                self._suspect(line, error.kind)
                if error.kind == "slow":
                    raise
        raise EngineError("down")

    async def ask_all(
        self, method: str, path: str, deadline: float, body: Body | None = None
    ) -> list[bytes | EngineError]:
        """Ask all engines at once.

        Args:
            method: GET or POST.
            path: Of the channel.
            deadline: When to give up, on the clock of the event loop, in seconds.
            body: What to send as JSON.

        Returns:
            What each engine said, or how it failed, in the order of the addresses.
        """

        async def ask(line: EngineLine) -> bytes | EngineError:
            try:
                return await line.ask(method, path, deadline, body)
            except EngineError as error:
                return error

        return await asyncio.gather(*map(ask, self._lines))

    async def close(self) -> None:
        """Close all connections."""
        for watch in self._watches.values():
            watch.cancel()
        await asyncio.gather(*self._watches.values(), return_exceptions=True)
        for line in self._lines:
            await line.close()

    def _in_order(self, key: str) -> list[EngineLine]:
        """Order engines by rendezvous hashing: when one is away, only its conversations move."""

        def weight(line: EngineLine) -> bytes:
            return blake2b(f"{line.url} {key}".encode(), digest_size=8).digest()

        return sorted(self._lines, key=lambda line: (line.left_out, weight(line)))

    def _suspect(self, line: EngineLine, kind: str) -> None:
        """Leave an engine out until it is ready again; where it is the only one, it stays."""
        if len(self._lines) == 1 or line.url in self._watches:
            return
        if kind == "down":
            self._leave_out(line)
        self._watches[line.url] = asyncio.create_task(self._watch(line))

    async def _watch(self, line: EngineLine) -> None:
        """Ask an engine until it is ready. One that was slow may be so: then it is not left out."""
        clock = asyncio.get_running_loop().time
        try:
            while True:
                if line.left_out:
                    await asyncio.sleep(AGAIN_SECONDS)
                try:
                    await line.ask("GET", "/ready", clock() + PROBE_SECONDS)
                except EngineError:
                    self._leave_out(line)
                else:
                    break
        finally:
            del self._watches[line.url]
        if line.left_out:
            line.left_out = False
            note("engine_back", engine=self._number(line))

    def _leave_out(self, line: EngineLine) -> None:
        if not line.left_out:
            line.left_out = True
            note("engine_left_out", engine=self._number(line))

    def _number(self, line: EngineLine) -> int:
        """Give its place in ENGINE_URL, from 1: a log line holds no address."""
        return self._lines.index(line) + 1
