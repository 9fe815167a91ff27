"""Who may open which page and do what: every route with every role."""

from __future__ import annotations

import re

import httpx
import pytest

from storage.tables.account import ADMIN, REVIEWER, VIEWER
from tests.web.conftest import make_settings
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.staff.access import ACCESS, EVERYBODY, EXAMPLES
from tests.web.staff.colleague import Colleague, is_sent_to_sign_in
from tests.web.staff.console_data import fill_console
from tests.web.staff.people import every_value
from web.app import create_app

ORDER = [EVERYBODY, VIEWER, REVIEWER, ADMIN]
# Sound values for most forms of the console: they are refused for the role alone.
FIELDS = {
    **{"state": "reviewed", "assignee": "1", "seen": "", "tag": "x", "text": "x", "note": "x"},
    **{"topic": "faq/risks", "wish": "x", "role": "admin", "active": "false", "decision": "accept"},
    **{"id": "2", "whom": "KX-0000", "reason": "curious", "sure": "yes", "conversations": "1"},
}


def routes() -> set[tuple[str, str]]:
    """List methods and paths of the console, its static files left out."""
    app = create_app(make_settings("http://127.0.0.1:9", "sqlite+aiosqlite:////nowhere/app.db"))
    return {
        (method, re.sub(r"<(\w+):\w+>", r"<\1>", f"/{route.path}"))
        for route in app.router.routes
        if route.path.startswith("staff") and not route.path.startswith("staff/static")
        for method in route.methods - {"OPTIONS", "HEAD"}
    }


def test_every_route_is_in_the_matrix() -> None:
    """No route is without a rule, and no rule without a route."""
    assert routes() == set(ACCESS)


@pytest.mark.parametrize(("method", "path"), sorted(ACCESS), ids=lambda value: value.strip("/"))
async def test_matrix(
    everybody: dict[str, Colleague], console: Running, method: str, path: str
) -> None:
    """Those below the least role are refused, all others are let in."""
    least = ACCESS[method, path]
    for name, value in EXAMPLES.items():
        path = path.replace(f"<{name}>", value)
    for role, colleague in everybody.items():
        if method == "GET":
            response = await colleague.get(path)
        else:
            response = await colleague.post(path)
        assert is_refused(response, role) == (ORDER.index(role) < ORDER.index(least)), role


async def test_what_is_refused_changes_nothing(
    everybody: dict[str, Colleague], console: Running, engine: FakeEngine
) -> None:
    """A role that is too low leaves no trace in the database, whatever it opens or sends."""
    given = await fill_console(console, engine, everybody[ADMIN], everybody[REVIEWER])
    before = await every_value(console)
    for (method, path), least in ACCESS.items():
        for name, value in (EXAMPLES | given).items():
            path = path.replace(f"<{name}>", value)
        for role in ORDER[: ORDER.index(least)]:
            if method == "GET":
                response = await everybody[role].get(path)
            else:
                response = await everybody[role].post(path, **FIELDS)
            assert is_refused(response, role), (role, path)
            assert await every_value(console) == before, (role, path)


def is_refused(response: httpx.Response, role: str) -> bool:
    """Tell whether a guard stopped the request."""
    if role == EVERYBODY:
        return is_sent_to_sign_in(response)
    return response.status_code == 403 and "Your account may not do this" in response.text


@pytest.mark.parametrize(("method", "path"), [key for key in sorted(ACCESS) if key[0] == "POST"])
async def test_no_form_without_its_token(admin: Colleague, method: str, path: str) -> None:
    """Even an admin's browser does nothing for another site."""
    for name, value in EXAMPLES.items():
        path = path.replace(f"<{name}>", value)
    bare = await admin.http.request(method, path, data={"csrf": "x" * 64})
    assert bare.status_code == 403
    assert "out of date" in bare.text
    foreign = {"Origin": "https://evil.example"}
    data = {"csrf": await admin.csrf()}
    response = await admin.http.request(method, path, data=data, headers=foreign)
    assert response.status_code == 403
    assert "did not come from the console" in response.text
