"""The OpenAPI document, made of the shapes that the handlers use, and a page to read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema
from sanic import Blueprint, HTTPResponse, Request, file, json
from swagger_ui_bundle import swagger_ui_path

from web.chat.feedback import FeedbackBody
from web.chat.messages import MessageBody
from web.chat.sessions import SessionBody
from web.chat.shapes.answer import AnswerShape
from web.chat.shapes.error import ErrorShape
from web.chat.shapes.export import ExportShape
from web.chat.shapes.history import HistoryShape
from web.chat.shapes.session import SessionShape

DOCS = Path(__file__).parent / "docs"
REFERENCE = "#/components/schemas/{model}"
AFTER = {
    "name": "after",
    "in": "query",
    "description": "Only messages with a higher seq.",
    "schema": {"type": "integer", "minimum": 0},
}

blueprint = Blueprint("openapi")
blueprint.static("/api/docs/assets", swagger_ui_path, name="docs_assets")


@blueprint.get("/openapi.json")
async def openapi_document(_request: Request[Any, Any]) -> HTTPResponse:
    """Return the OpenAPI document of the visitors' API."""
    return json(document())


@blueprint.get("/api/docs")
async def docs_page(_request: Request[Any, Any]) -> HTTPResponse:
    """Return the page that shows the document; all of it comes from this origin."""
    return await file(DOCS / "index.html", mime_type="text/html; charset=utf-8")


@blueprint.get("/api/docs/init.js")
async def docs_script(_request: Request[Any, Any]) -> HTTPResponse:
    """Return the script that starts the page."""
    return await file(DOCS / "init.js", mime_type="text/javascript; charset=utf-8")


def document() -> dict[str, Any]:
    """Build the OpenAPI document.

    Returns:
        It, as plain data.
    """
    paths = {
        "/api/chat/sessions": {
            "post": _operation("Open a conversation.", SessionBody, {201: SessionShape}, False)
        },
        "/api/chat/messages": {
            "post": _operation(
                "Send a message; the same id again gets the same answer.",
                MessageBody,
                {200: AnswerShape},
            ),
            "get": _operation("Read the conversation.", None, {200: HistoryShape})
            | {"parameters": [AFTER]},
        },
        "/api/chat/live": {
            "get": _operation(
                "Listen while a person is asked for or there: server-sent events `message` (a "
                "message of the history, its seq as id), `live` (who is there; null ends the "
                "stream), `gone` (the conversation was erased).",
                None,
                {200: None},
            )
            | {"parameters": [AFTER]}
        },
        "/api/chat/feedback": {
            "post": _operation("Tell whether a reply helped.", FeedbackBody, {204: None})
        },
        "/api/chat/export": {
            "get": _operation("Take away all that is held.", None, {200: ExportShape})
        },
        "/api/chat/conversation": {
            "delete": _operation("Erase the conversation everywhere.", None, {204: None})
        },
    }
    return {
        "openapi": "3.0.3",
        "info": {"title": "Chat API", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(
    summary: str,
    body: type[BaseModel] | None,
    answers: dict[int, type[BaseModel] | None],
    token: bool = True,
) -> dict[str, Any]:
    """Describe one method of one address."""
    operation: dict[str, Any] = {
        "summary": summary,
        "responses": {
            **{str(status): _content(shape, "Done.") for status, shape in answers.items()},
            "default": _content(ErrorShape, "Any error."),
        },
    }
    if token:
        operation["security"] = [{"token": []}]
    if body is not None:
        operation["requestBody"] = _content(body, "") | {"required": True}
    return operation


def _content(shape: type[BaseModel] | None, description: str) -> dict[str, Any]:
    """Describe a body."""
    described: dict[str, Any] = {"description": description}
    if shape is not None:
        reference = REFERENCE.format(model=shape.__name__)
        described["content"] = {"application/json": {"schema": {"$ref": reference}}}
    return described


def _schemas() -> dict[str, Any]:
    """Describe all shapes, those that come in and those that go out."""
    bodies: tuple[type[BaseModel], ...] = (SessionBody, MessageBody, FeedbackBody)
    shapes: tuple[type[BaseModel], ...] = (
        SessionShape,
        AnswerShape,
        HistoryShape,
        ExportShape,
        ErrorShape,
    )
    modes: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        *((body, "validation") for body in bodies),
        *((shape, "serialization") for shape in shapes),
    ]
    _, schema = models_json_schema(modes, ref_template=REFERENCE)
    found: dict[str, Any] = _without_null(schema["$defs"])
    return found


def _without_null(node: Any) -> Any:
    """Say 'or null' as OpenAPI 3.0 does, which is what Swagger UI reads."""
    if isinstance(node, list):
        return [_without_null(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _without_null(part) for key, part in node.items() if key != "anyOf"}
    choices = [_without_null(part) for part in node.get("anyOf", [])]
    real = [choice for choice in choices if choice != {"type": "null"}]
    if len(real) < len(choices):
        kept["nullable"] = True
    if len(real) == 1 and "$ref" in real[0]:
        return kept | {"allOf": real}
    if len(real) == 1:
        return kept | real[0]
    return kept | ({"anyOf": real} if real else {})
