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
    app.add_route(_index, "/", methods=["GET", "HEAD"], name="index")
    app.add_route(_script, "/widget.js", methods=["GET", "HEAD"], name="script")


async def _index(request: Request[Any, Any]) -> HTTPResponse:
    return await _send(request, DEMO / "index.html", "text/html; charset=utf-8")


async def _script(request: Request[Any, Any]) -> HTTPResponse:
    return await _send(request, WIDGET / "widget.js", "text/javascript; charset=utf-8")


async def _send(request: Request[Any, Any], path: Path, mime_type: str) -> HTTPResponse:
    """Send a file, or say that the browser's copy is still good."""
    return await file(path, mime_type=mime_type, request_headers=request.headers)
