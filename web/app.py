"""The factory of the public Sanic app."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from sanic import Sanic

from logs import note
from settings import Settings
from web import finishing, headers, health, metrics_page, openapi, pages
from web.chat.keeper import keep
from web.chat.routes import blueprint as chat
from web.connection import IDLE_SECONDS, REQUEST_SECONDS
from web.door import Door
from web.error_shape import ErrorShape
from web.staff import console

# Past this the connection is cut while the client still sends, and it may miss the answer;
# so it is larger than the 8 KB that `headers` lets pass.
HARD_LIMIT_BYTES = 256 * 1024
# Beyond the longest turn: committing its honest line.
DRAIN_SECONDS = 3


def create_app(settings: Settings) -> Sanic[Any, Any]:
    """Build the app; connections open when it starts and close when it stops.

    Args:
        settings: The checked settings.

    Returns:
        The app, ready to run.
    """
    app = Sanic("door", error_handler=ErrorShape(), configure_logging=False)
    app.config.update(
        # sanic-ext would add routes, headers and a page that loads from a CDN.
        AUTO_EXTEND=False,
        ACCESS_LOG=False,
        REQUEST_MAX_SIZE=HARD_LIMIT_BYTES,
        PROXIES_COUNT=settings.trusted_proxies or None,
        # Sanic's own wait between two bytes; `Connection` has the limit of the whole.
        REQUEST_TIMEOUT=int(REQUEST_SECONDS),
        KEEP_ALIVE_TIMEOUT=IDLE_SECONDS,
        RESPONSE_TIMEOUT=int(settings.engine_timeout_seconds) + 20,
        GRACEFUL_SHUTDOWN_TIMEOUT=settings.engine_timeout_seconds + DRAIN_SECONDS,
    )
    app.ctx.door = Door(settings)
    headers.install(app)
    for blueprint in (chat, health.blueprint, metrics_page.blueprint, openapi.blueprint):
        app.blueprint(blueprint)
    pages.install(app)
    console.install(app)
    finishing.install(app)
    app.after_server_start(_start)
    app.before_server_stop(_stop)
    app.after_server_stop(_close)
    return app


async def _start(app: Sanic[Any, Any]) -> None:
    app.ctx.keeper = asyncio.create_task(keep(app.ctx.door))
    note("started")


async def _stop(app: Sanic[Any, Any]) -> None:
    """Let running turns finish; new ones are sent away until the next start."""
    door: Door = app.ctx.door
    await door.live.close()
    app.ctx.keeper.cancel()
    with suppress(asyncio.CancelledError):
        await app.ctx.keeper
    left = await door.tasks.drain(door.settings.engine_timeout_seconds + DRAIN_SECONDS)
    note("stopping", unfinished=left)


async def _close(app: Sanic[Any, Any]) -> None:
    await app.ctx.door.close()
