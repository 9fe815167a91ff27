"""A real HTTP server on loopback that receives the webhook as a clinic's would."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sanic import HTTPResponse, Request, Sanic, empty

from tests.web.serving import serving

SECRET = "a secret of the webhook, 32 letters or more"


class HookServer:
    """What it received, and how it behaves."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Request[Any, Any]] = []
        """Those that were accepted."""
        self.keys: list[str] = []
        """Idempotency keys of all requests that came."""
        self.status = 204
        self.headers: dict[str, str] = {}
        self.asked = asyncio.Event()
        """Set when a request is here, before its answer."""
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.app: Sanic[Any, Any] = Sanic("hook", configure_logging=False)
        self.app.add_route(self._receive, "/<path:path>", methods=["GET", "POST"])

    async def _receive(self, request: Request[Any, Any], path: str) -> HTTPResponse:
        self.keys.append(request.headers["Idempotency-Key"])
        self.asked.set()
        await self.go_on.wait()
        if self.status < 300:
            self.requests.append(request)
        return empty(status=self.status, headers=self.headers)


def is_signed(request: Request[Any, Any], secret: str = SECRET) -> bool:
    """Check a signature as docs/architecture.md tells receivers to do."""
    parts = dict(part.split("=", 1) for part in request.headers["X-Signature"].split(","))
    signed = parts["t"].encode() + b"." + request.body
    return hmac.compare_digest(hmac.new(secret.encode(), signed, "sha256").hexdigest(), parts["v1"])


@asynccontextmanager
async def hook_server(port: int = 0) -> AsyncIterator[HookServer]:
    """Run a server until the block ends.

    Args:
        port: Where it listens; 0: anywhere.
    """
    state = HookServer()
    async with serving(state.app, port) as url:
        state.url = f"{url}/clinic"
        try:
            yield state
        finally:
            state.go_on.set()
