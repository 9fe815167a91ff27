"""Reads forms, and says which field is wrong."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from sanic import Request

from web.staff.form_error import FormError

Form = TypeVar("Form", bound=BaseModel)


def read_form(request: Request[Any, Any], shape: type[Form]) -> Form:
    """Read the form of a request.

    Args:
        request: A POST whose fields are URL-encoded.
        shape: What it must look like; fields that it does not name are passed over.

    Returns:
        The form, spaces at the ends of each field taken away.

    Raises:
        FormError: A field is missing or wrong; it says which and why, not what was in it.
    """
    values = {name: (found[0] or "").strip() for name, found in (request.form or {}).items()}
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        problems = {
            str(problem["loc"][0]) if problem["loc"] else "": _wish(problem["type"], problem["msg"])
            for problem in reversed(error.errors(include_url=False, include_input=False))
        }
        raise FormError(problems) from None


def field_of(request: Request[Any, Any], name: str) -> str:
    """Read one field of a form as it was sent; empty when it is missing."""
    form: Any = request.form or {}
    return str(form.get(name) or "")


def _wish(kind: str, message: str) -> str:
    """Say in plain words what a field wants."""
    if kind in ("missing", "string_too_short"):
        return "Please fill this in."
    message = message.removeprefix("Value error, ")
    return message[:1].upper() + message[1:].rstrip(".") + "."
