"""The address that staff type."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from web.staff.guards import require_viewer
from web.staff.pages import redirect

blueprint = Blueprint("staff_home")


@blueprint.get("/", strict_slashes=False)
async def home(request: Request[Any, Any]) -> HTTPResponse:
    """Lead to the start page."""
    await require_viewer(request)
    return redirect(request, "/staff/today")
