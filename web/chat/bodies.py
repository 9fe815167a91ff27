"""Reads JSON bodies and says clearly what is wrong with them."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from sanic import Request

from web.api_error import ApiError

Body = TypeVar("Body", bound=BaseModel)


def read_body(request: Request[Any, Any], shape: type[Body]) -> Body:
    """Read the body of a request.

    Args:
        request: The request.
        shape: What it must look like.

    Returns:
        The body.

    Raises:
        ApiError: 400 when it is not JSON in UTF-8, 422 when it is not of this shape. The
            message names the field, never what was in it.
    """
    try:
        return shape.model_validate_json(request.body)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        raise _refusal(problem) from None


def _refusal(problem: ErrorDetails) -> ApiError:
    kind, place = problem["type"], problem["loc"]
    if kind == "json_invalid":
        return ApiError(400, "bad_json", "The body is not JSON in UTF-8.")
    if kind == "extra_forbidden":
        return ApiError(422, "unknown_field", "The body has a field that is not known here.")
    if kind == "string_too_long" and place == ("text",):
        return ApiError(422, "text_too_long", "The text is longer than 1,000 characters.")
    code = "bad_characters" if kind == "bad_characters" else "bad_body"
    where = f"{place[0]}: " if place else ""
    return ApiError(422, code, f"{where}{problem['msg']}.")
