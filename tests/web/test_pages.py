"""The pages and files of our own origin, and the description of the API."""

from __future__ import annotations

import re
from pathlib import Path

from swagger_ui_bundle import swagger_ui_path

from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.visitor import Visitor, new_id
from web import openapi, pages
from web.chat.shapes.answer import AnswerShape
from web.chat.shapes.history import HistoryShape

DEMO_PAGES = ("/", "/demo", *(f"/demo/{page.stem}" for page in pages.DEMO.glob("*.html")))


async def test_demo_pages(door: Running) -> None:
    """Every page of the demo is there as HTML, and no other name is."""
    for path in DEMO_PAGES:
        page = await door.http.get(path)
        assert page.status_code == 200, path
        assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert (await door.http.get("/demo/nothing")).status_code == 404


async def test_strict_demo_page(door: Running) -> None:
    """The strict page allows what the chat needs and nothing else, and prints that policy."""
    page = await door.http.get("/demo/strict")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; connect-src 'self';")
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert policy in page.text


async def test_unchanged_files_are_not_sent_again(door: Running) -> None:
    """A browser that has the file is told so; one that only asks gets no body."""
    for path in ("/", "/demo/files/demo.css", "/widget.js", "/widget/en.js"):
        first = await door.http.get(path)
        mark = first.headers.get("etag")
        headers = (
            {"If-None-Match": mark}
            if mark
            else {"If-Modified-Since": first.headers["last-modified"]}
        )
        again = await door.http.get(path, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        head = await door.http.head(path)
        assert (head.status_code, head.content) == (200, b"")


async def test_pages_load_from_here_only(door: Running) -> None:
    """No page asks another server for anything, and all that it asks for is there."""
    for page in (*DEMO_PAGES, "/api/docs"):
        html = (await door.http.get(page)).text
        wanted = re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="([^"]+)"', html)
        assert wanted
        for address in wanted:
            if address == "data:,":
                continue  # no icon, and no request for one
            assert "//" not in address
            assert (await door.http.get(address)).status_code == 200, address


async def test_docs_policy(door: Running) -> None:
    """The page of the API may set styles, which Swagger UI needs; no scripts but our own."""
    policy = (await door.http.get("/api/docs")).headers["content-security-policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self';" in policy


async def test_document_names_every_address(door: Running) -> None:
    """What the API answers is what the document describes, neither more nor less."""
    document = (await door.http.get("/openapi.json")).json()
    described = {
        (path, method.upper()) for path, methods in document["paths"].items() for method in methods
    }
    assert described == {
        ("/api/chat/sessions", "POST"),
        ("/api/chat/messages", "POST"),
        ("/api/chat/messages", "GET"),
        ("/api/chat/live", "GET"),
        ("/api/chat/feedback", "POST"),
        ("/api/chat/export", "GET"),
        ("/api/chat/conversation", "DELETE"),
    }
    for path, method in described:
        response = await door.http.request(method, path)
        assert response.status_code not in (404, 405), path


def test_document_is_whole() -> None:
    """Every reference leads somewhere, and nothing is of a later OpenAPI version."""
    text = str(openapi.document())
    names = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert names <= set(openapi.document()["components"]["schemas"])
    assert "'type': 'null'" not in text


async def test_answers_are_as_described(visitor: Visitor, engine: FakeEngine) -> None:
    """What is sent fits the shapes of the document, field by field."""
    answer = (await visitor.send("hi", new_id())).json()
    assert set(answer) == set(AnswerShape.model_fields)
    history = (await visitor.ask("GET", "messages")).json()
    assert set(history) == set(HistoryShape.model_fields)


def test_every_file_of_the_docs_page_is_in_the_package() -> None:
    """Swagger UI's files are those of the installed bundle."""
    names = {path.name for path in Path(swagger_ui_path).iterdir()}
    assert {"swagger-ui.css", "swagger-ui-bundle.js"} <= names
