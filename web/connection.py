"""A client's connection, and how long it may keep us waiting."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic.exceptions import RequestTimeout
from sanic.http.constants import Stage
from sanic.server.protocols.http_protocol import HttpProtocol

from logs import note

REQUEST_SECONDS = 15.0
"""A whole request has to be here after so long, header and body."""
ANSWER_SECONDS = 60.0
"""A whole answer has to be taken after so long; of a stream, what was sent so far."""
IDLE_SECONDS = 75
"""Without a request a connection stays open so long: a little longer than nginx keeps it."""
TELL_SECONDS = 3.0
"""How long we try to tell a client why its request is refused."""
LOOK_SECONDS = 1.0


class Connection(HttpProtocol):
    """Ends the connection of a client that sends or takes too slowly.

    Sanic's own limits begin again with each byte, so a client that sends one now and then would
    hold its connection for days. Here the whole request counts, and the whole answer.
    """

    # Sanic's metaclass takes it that there are no others.
    __slots__ = ("_next_look", "_requests", "_since", "_told", "_waits_for")

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self._requests = 0
        self._waits_for: tuple[str, int] | None = None
        self._since = 0.0
        self._told = False
        self._next_look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to look at the connection (see parent class)."""
        super().connection_made(transport)  # type: ignore[no-untyped-call] # Sanic names no types
        self._next_look = self.loop.call_later(LOOK_SECONDS, self._look)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Look no more (see parent class)."""
        if self._next_look:
            self._next_look.cancel()
        super().connection_lost(exc)  # type: ignore[no-untyped-call] # Sanic names no types

    def data_received(self, data: bytes) -> None:
        """Count the requests (see parent class)."""
        if self.http is None or (self.http.stage is Stage.IDLE and not self.http.request_body):
            self._requests += 1
        super().data_received(data)

    def _look(self) -> None:
        """End the connection if it waits for the same thing for too long."""
        self._next_look = self.loop.call_later(LOOK_SECONDS, self._look)
        now, waits_for = self.loop.time(), self._waiting()
        if waits_for != self._waits_for:
            self._waits_for, self._since, self._told = waits_for, now, False
        elif waits_for and now - self._since > _limit(waits_for[0]):
            self._since = now - _limit(waits_for[0]) + TELL_SECONDS  # of the last chance
            self._cut_off(waits_for[0])

    def _waiting(self) -> tuple[str, int] | None:
        """Tell what the client has still to do, and at which of its requests."""
        if self.transport is None:
            return None
        if self.transport.get_write_buffer_size() > 0:
            return "answer", 0
        http = self.http
        if http is not None and (http.stage is Stage.REQUEST or http.request_body):
            return "request", self._requests
        return None

    def _cut_off(self, what: str) -> None:
        if not self._told:
            note("cut_off", waited_for=what)
        http = self.http  # false, not None, while it has no request
        if what == "request" and not self._told and http is not None and self._task:
            # It is told why; if it has not left by then, the line is closed in a while.
            http.exception = RequestTimeout()
            self._task.cancel()
        elif self.transport:
            self.transport.abort()
        self._told = True


def _limit(what: str) -> float:
    return ANSWER_SECONDS if what == "answer" else REQUEST_SECONDS
