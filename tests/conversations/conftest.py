"""The assistant's parts, each of which a test may kill and start again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.conftest import CLINIC
from tests.conversations.parts import Parts
from tests.plain_http import plain_http
from tests.web.visitor import Visitor

PATIENCE = 3  # seconds that the door waits for the engine in these tests


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """All parts, started when the first test asks for them."""
    running = Parts(
        tmp_path_factory.mktemp("parts"),
        engine_timeout_seconds=PATIENCE,
        rate_sessions="10000/minute",
        rate_messages="10000/minute",
        leads_per_visitor=1000,
        leads_per_contact=1000,
        **{name.lower(): value for name, value in CLINIC.items()},
    )
    try:
        running.start_all()
        yield running
    finally:
        running.stop_all()


@pytest_asyncio.fixture
async def visitor(parts: Parts) -> AsyncIterator[Visitor]:
    """A visitor with an open conversation."""
    async with plain_http(parts.base_url) as http:
        yield await Visitor(http).open()
