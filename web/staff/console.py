"""Adds the console to the app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sanic import Sanic

from web.staff.csrf import check_csrf
from web.staff.routes import blueprint

STATIC = Path(__file__).parent / "static"


def install(app: Sanic[Any, Any]) -> None:
    """Add routes, static files and the check of every form.

    Args:
        app: The app, which has its other middleware already.
    """
    app.register_middleware(check_csrf, "request")
    app.blueprint(blueprint)
    app.static("/staff/static", STATIC, name="staff_static")
