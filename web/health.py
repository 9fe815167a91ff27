"""Is the process alive, and can it answer?"""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Blueprint, HTTPResponse, Request, json
from sqlalchemy.exc import SQLAlchemyError

from web.api_error import ApiError
from web.door import door_of
from web.engine.engine_error import EngineError

READY_SECONDS = 3

blueprint = Blueprint("health")


@blueprint.get("/healthz")
async def healthz(_request: Request[Any, Any]) -> HTTPResponse:
    """Say that the process is alive."""
    return json({"alive": True})


@blueprint.get("/readyz")
async def readyz(request: Request[Any, Any]) -> HTTPResponse:
    """Say whether database and engine answer."""
    door = door_of(request)
    if door.tasks.draining:
        raise ApiError(503, "stopping", "The server is about to stop.")
    try:
        async with asyncio.timeout(READY_SECONDS):
            await door.database.ping()
    except (SQLAlchemyError, OSError):
        raise ApiError(503, "database_not_ready", "The database does not answer.") from None
    try:
        model = await door.engine.ready(READY_SECONDS)
    except EngineError:
        raise ApiError(503, "engine_not_ready", "The engine does not answer.") from None
    return json({"ready": True, "model": model})
