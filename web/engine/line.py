"""The line to one engine."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx

from logs import REQUEST_ID, REQUEST_ID_HEADER
from web.engine.engine_error import EngineError

CHANNEL = "/webhooks/door"
MOST_CONNECTIONS = 200

Body = Mapping[str, str | list[str]]


class EngineLine:
    """Sends requests to one engine; every failure is an `EngineError`.

    Args:
        url: Base address, such as `http://127.0.0.1:5005`.
        connect_seconds: Longest wait for a connection; None: as long as the deadline allows.
    """

    def __init__(self, url: str, connect_seconds: float | None) -> None:
        self.url = url
        self.left_out = False
        """Whether it did not answer lately, so that others are asked first."""
        self._http = httpx.AsyncClient(
            base_url=url + CHANNEL,
            # The caller's deadline covers the whole of it.
            timeout=httpx.Timeout(None, connect=connect_seconds),
            limits=httpx.Limits(max_connections=MOST_CONNECTIONS),
            # The engine is next door: a proxy of the environment must not see this.
            trust_env=False,
        )

    async def ask(self, method: str, path: str, deadline: float, body: Body | None = None) -> bytes:
        """Send one request.

        Args:
            method: GET or POST.
            path: Of the channel.
            deadline: When to give up, on the clock of the event loop, in seconds.
            body: What to send as JSON.

        Returns:
            What it answered.

        Raises:
            EngineError: It is `down`, `slow`, or refuses (`nonsense`).
        """
        request_id = REQUEST_ID.get()
        headers = {REQUEST_ID_HEADER: request_id} if request_id else None
        try:
            async with asyncio.timeout_at(deadline):
                response = await self._http.request(method, path, json=body, headers=headers)
        except TimeoutError:
            raise EngineError("slow") from None
        except httpx.HTTPError:
            raise EngineError("down") from None
        if response.status_code != 200:
            raise EngineError("down" if response.status_code == 503 else "nonsense")
        return response.content

    async def close(self) -> None:
        """Close all connections."""
        await self._http.aclose()
