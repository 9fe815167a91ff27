"""What may come back from any request whatever."""

from __future__ import annotations

import httpx
import jsonschema_rs
from pydantic import BaseModel

from tests.web.hostile.inputs import Input
from tests.web.visitor import code_of
from web.chat.shapes.answer import AnswerShape
from web.chat.shapes.export import ExportShape
from web.chat.shapes.history import HistoryShape
from web.chat.shapes.session import SessionShape

SHAPES: dict[tuple[str, str], type[BaseModel]] = {
    ("POST", "/api/chat/sessions"): SessionShape,
    ("POST", "/api/chat/messages"): AnswerShape,
    ("GET", "/api/chat/messages"): HistoryShape,
    ("GET", "/api/chat/export"): ExportShape,
}
"""The documented body of each success."""
VALIDATORS = {
    key: jsonschema_rs.validator_for(shape.model_json_schema(mode="serialization"))
    for key, shape in SHAPES.items()
}
EMPTY = {("POST", "/api/chat/feedback"), ("DELETE", "/api/chat/conversation")}


def judge(each: Input, response: httpx.Response) -> None:
    """Fail unless the answer is one that the documents know.

    Args:
        each: What was sent.
        response: What came back.
    """
    status, kind = response.status_code, response.headers.get("content-type", "")
    assert 200 <= status < 500, (status, each)
    assert response.headers["x-content-type-options"] == "nosniff", each
    if each.method == "HEAD":
        return
    if status >= 400:
        if response.request.url.path.split("/")[1] == "staff" and "json" not in kind:
            assert "<h1" in response.text and kind.startswith("text/html"), each
        else:
            code_of(response)
        return
    key = (each.method, response.request.url.path)
    if status == 200 and key in SHAPES:
        body = response.json()
        assert set(body) == set(SHAPES[key].model_fields), each  # and nothing beside them
        VALIDATORS[key].validate(body)
        if key == ("POST", "/api/chat/messages"):
            assert body["replies"] and all(reply["text"].strip() for reply in body["replies"])
    elif key in EMPTY:
        assert (status, response.content) == (204, b""), each
    elif status in (301, 302, 303, 304):
        where = response.headers.get("location", "/")
        assert where.startswith("/") and not where.startswith(("//", "/\\")), (where, each)
    elif status == 200:
        assert response.content, each
