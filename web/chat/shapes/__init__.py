"""What the API answers: checked when it is sent, and described in the OpenAPI document."""

from __future__ import annotations

from pydantic import BaseModel
from sanic import HTTPResponse, raw


def respond(shape: BaseModel, status: int = 200) -> HTTPResponse:
    """Send a shape as JSON.

    Args:
        shape: What to send.
        status: HTTP status.

    Returns:
        The response.
    """
    body = shape.model_dump_json(by_alias=True).encode()
    return raw(body, status=status, content_type="application/json")
