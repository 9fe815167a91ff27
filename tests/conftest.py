"""One running assistant for all tests that want a real one; it costs nothing where none does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.stack import Stack

CLINIC = {
    "CLINIC_NAME": "L&P Aesthetics",
    "CLINIC_DOCTORS": "Dr. Parikh and Dr. Liebermann",
    "CLINIC_PHONE": "+1 202 555 0142",
    "CLINIC_EMERGENCY_NUMBER": "911",
    "CLINIC_CRISIS_LINE": "call or text 988",
}


# The written conversations leave many requests, all from one address and to few numbers.
MANY_LEADS = {"LEADS_PER_VISITOR": "1000", "LEADS_PER_CONTACT": "1000"}


@pytest.fixture(scope="session")
def site_port() -> int:
    """The port of another site, whose pages may use the chat."""
    from tests.stack import free_ports

    return free_ports(1)[0]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, site_port: int) -> Iterator[Stack]:
    """Action server, engine and web on free ports, started when the first test asks for them."""
    from tests.stack import Stack

    allowed = {"ALLOWED_ORIGINS": f"http://localhost:{site_port}"}
    running = Stack(tmp_path_factory.mktemp("stack"), **CLINIC, **MANY_LEADS, **allowed)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest) -> str:
    """Where the assistant answers: BASE_URL if it is set, otherwise one of our own."""
    url = os.environ.get("BASE_URL") or request.getfixturevalue("stack").base_url
    return str(url).rstrip("/")
