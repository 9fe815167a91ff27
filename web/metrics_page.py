"""`/metrics`, for a Prometheus that knows the token."""

from __future__ import annotations

import asyncio
import hmac
from datetime import UTC, datetime
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from sanic import Blueprint, HTTPResponse, Request, raw
from sanic.exceptions import NotFound
from sqlalchemy.exc import SQLAlchemyError

from storage.backlog import Backlog
from web.api_error import ApiError
from web.door import Door, door_of
from web.engine_numbers import EngineNumbers

DATABASE_SECONDS = 3
ENGINE_SECONDS = 2

blueprint = Blueprint("metrics")


@blueprint.get("/metrics")
async def metrics(request: Request[Any, Any]) -> HTTPResponse:
    """Show all numbers, the engines' as well; without METRICS_TOKEN there is no such page."""
    door = door_of(request)
    token = door.settings.metrics_token.get_secret_value()
    if not token:
        raise NotFound
    given = request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(errors="replace"), f"Bearer {token}".encode()):
        raise ApiError(401, "no_token", "This page wants the token of METRICS_TOKEN.")
    backlog, told = await asyncio.gather(_backlog(door), door.engine.metrics(ENGINE_SECONDS))
    door.metrics.show_backlog(backlog)
    engines = CollectorRegistry()
    engines.register(EngineNumbers(told))
    shown = generate_latest(door.metrics.registry) + generate_latest(engines)
    return raw(shown, content_type=CONTENT_TYPE_LATEST)


async def _backlog(door: Door) -> Backlog | None:
    """Ask the database; the other numbers are shown without it."""
    try:
        async with asyncio.timeout(DATABASE_SECONDS), door.database.read() as session:
            return await Backlog.read(session, datetime.now(UTC))
    except (SQLAlchemyError, OSError):  # a timeout is an OSError
        return None
