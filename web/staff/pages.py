"""Turns templates into pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic import HTTPResponse, Request, html
from sanic.response import redirect as to

from web.door import door_of
from web.staff import cookies, filters
from web.staff.forms import field_of
from web.staff.guards import signed_in
from web.staff.navigation import navigation_for

TEMPLATES = Path(__file__).parent / "templates"
HOME = "/staff"

templates = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
filters.install(templates)


def render(
    request: Request[Any, Any], template: str, status: int = 200, **values: Any
) -> HTTPResponse:
    """Make a page.

    Args:
        request: The request; a guard has let it pass, or the page is one for everybody.
        template: Name of the template, which extends `layout.html`.
        status: HTTP status.
        **values: What the template shows.

    Returns:
        The page. Times in it are shown in the clinic's time zone by the filters `when`, `day`
        and `clock`.
    """
    door = door_of(request)
    found = signed_in(request)
    flash = cookies.read_flash(request)
    text = templates.get_template(template).render(
        account=found.account if found else None,
        dead_notices=found.dead_notices if found else 0,
        clinic_name=door.settings.clinic_name,
        navigation=navigation_for(found.account, request.path) if found else [],
        csrf=cookies.csrf_token(request),
        flash=flash,
        path=request.path,
        zone=ZoneInfo(door.settings.clinic_time_zone),
        **values,
    )
    response = html(text, status=status)
    if flash is not None:
        cookies.clear_flash(response)
    return response


def redirect(request: Request[Any, Any], path: str, flash: str | None = None) -> HTTPResponse:
    """Lead to another page after a form was handled, so that a reload does not send it again.

    Args:
        request: The request.
        path: A path of ours.
        flash: One line for that page to show: what was done. It names no visitor.

    Returns:
        The answer, status 303.
    """
    response = to(path, status=303)
    if flash is not None:
        cookies.set_flash(request, response, flash)
    return response


def sign_in_path(request: Request[Any, Any]) -> str:
    """Return the way to the sign-in, and back to the page that was wanted."""
    if request.method != "GET" or request.path == HOME:
        return "/staff/sign-in"
    query = f"?{request.query_string}" if request.query_string else ""
    return f"/staff/sign-in?next={quote(request.path + query, safe='')}"


def next_path(request: Request[Any, Any], usual: str) -> str:
    """Return where to go after a form: where it says, if that is a page of ours.

    Args:
        request: The request.
        usual: Where to go if it does not say.
    """
    path = safe_next(field_of(request, "next"))
    return usual if path == HOME else path


def safe_next(path: str | None) -> str:
    """Return where to go after the sign-in: never to another site.

    Args:
        path: What the address of the sign-in page says.
    """
    if not path or not path.isprintable() or "\\" in path:
        return HOME
    try:
        parts = urlsplit(path)
    except ValueError:
        return HOME
    ours = not parts.scheme and not parts.netloc and parts.path.startswith(f"{HOME}/")
    return path if ours else HOME
