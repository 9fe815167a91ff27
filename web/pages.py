"""The demo pages and the widget: files from our own origin."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request, Sanic, file
from sanic.exceptions import NotFound

from web.joined_modules import join_modules
from web.packed_file import PackedFile

DEMO = Path(__file__).parent / "demo"
WIDGET = Path(__file__).parents[1] / "widget" / "src"
JAVASCRIPT = "text/javascript; charset=utf-8"
HTML = "text/html; charset=utf-8"
METHODS = ["GET", "HEAD"]


def install(app: Sanic[Any, Any]) -> None:
    """Add the pages to the app."""
    # The machine's own table may say anything.
    mimetypes.add_type("text/javascript", ".js")
    app.static("/demo/files", DEMO / "files", name="demo_files")
    app.add_route(_index, "/", methods=METHODS, name="index")
    app.add_route(_demo, "/demo", methods=METHODS, name="demo")
    app.add_route(_demo_page, "/demo/<name:[a-z-]{1,40}>", methods=METHODS, name="demo_page")
    app.ctx.scripts = {
        name: PackedFile(join_modules(WIDGET / name), JAVASCRIPT)
        for name in ("widget.js", "en.js", "es.js")
    }
    app.add_route(_launcher, "/widget.js", methods=METHODS, name="launcher")
    app.add_route(_chat, "/widget/<name:(?:en|es)\\.js>", methods=METHODS, name="chat_script")


async def _index(request: Request[Any, Any]) -> HTTPResponse:
    return await _page(request, "index")


async def _demo(request: Request[Any, Any]) -> HTTPResponse:
    return await _page(request, "demo")


async def _demo_page(request: Request[Any, Any], name: str) -> HTTPResponse:
    return await _page(request, name)


async def _launcher(request: Request[Any, Any]) -> HTTPResponse:
    return _script(request, "widget.js")


async def _chat(request: Request[Any, Any], name: str) -> HTTPResponse:
    return _script(request, name)


def _script(request: Request[Any, Any], name: str) -> HTTPResponse:
    packed: PackedFile = request.app.ctx.scripts[name]
    return packed.answer(request)


async def _page(request: Request[Any, Any], name: str) -> HTTPResponse:
    """Send a page of the demo, or say that the browser's copy is still good."""
    path = DEMO / f"{name}.html"
    if not path.exists():
        raise NotFound
    return await file(path, mime_type=HTML, request_headers=request.headers)
