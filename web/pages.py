"""The demo page and the widget: static files from our own origin."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request, Sanic, file

DEMO = Path(__file__).parent / "demo"
WIDGET = Path(__file__).parents[1] / "widget"


def install(app: Sanic[Any, Any]) -> None:
    """Add the pages to the app."""
    # Browsers refuse modules of another type; the machine's own table may say anything.
    mimetypes.add_type("text/javascript", ".js")
    app.static("/demo", DEMO, name="demo")
    app.static("/widget", WIDGET, name="widget")
    app.add_route(_index, "/", name="index")
    app.add_route(_script, "/widget.js", name="script")


async def _index(_request: Request[Any, Any]) -> HTTPResponse:
    return await file(DEMO / "index.html", mime_type="text/html; charset=utf-8")


async def _script(_request: Request[Any, Any]) -> HTTPResponse:
    return await file(WIDGET / "widget.js", mime_type="text/javascript; charset=utf-8")
