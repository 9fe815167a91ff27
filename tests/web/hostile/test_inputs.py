"""Hostile requests to every route by everybody; `make chaos PART=inputs` sends 100,000."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.web.conftest import make_settings
from tests.web.hostile.attack import Attack
from tests.web.hostile.inputs import Input, inputs
from web.app import create_app

BATCH = 10
DATABASES = 2
COUNT = int(os.environ.get("CHAOS_COUNT") or 800)  # half of them on each kind of database
STEP = 1000  # between two lines of progress


def routes() -> list[tuple[str, str]]:
    """List method and path of all routes."""
    app = create_app(make_settings("http://127.0.0.1:9", "sqlite+aiosqlite:////nowhere/app.db"))
    found = {(method, f"/{route.path}") for route in app.router.routes for method in route.methods}
    return sorted(found)


@settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],  # a batch of ten is read faster than it is made smaller
    suppress_health_check=list(HealthCheck),
    max_examples=max(1, COUNT // BATCH // DATABASES),
)
@given(batch=st.lists(inputs(routes()), min_size=BATCH, max_size=BATCH))
async def test_hostile_inputs(attack: Attack, batch: list[Input]) -> None:
    """Success or a 4xx in its documented shape: no 5xx, no silence, nothing in foreign rows."""
    await attack.fire(batch)
    if attack.statuses.total() % STEP == 0:
        statuses = dict(sorted(attack.statuses.items()))
        print(f"{attack.statuses.total()} hostile inputs: {statuses}", flush=True)
