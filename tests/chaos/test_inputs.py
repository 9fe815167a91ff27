"""Hostile requests by the hundred thousand: `make chaos PART=inputs N=100000`."""

from __future__ import annotations

import os

from hypothesis import given, settings

from tests.web.conftest import engine, engine_server, postgres, postgres_url
from tests.web.conftest import sqlite_template, sqlite_url
from tests.web.hostile.attack import Attack
from tests.web.hostile.conftest import attack, console, database_url, password_hash
from tests.web.hostile.inputs import Input
from tests.web.hostile.test_inputs import BATCH, batches, quiet

__all__ = [
    "attack",
    "console",
    "database_url",
    "engine",
    "engine_server",
    "password_hash",
    "postgres",
    "postgres_url",
    "sqlite_template",
    "sqlite_url",
]

INPUTS = int(os.environ.get("N") or 100_000)
DATABASES = 2
STEP = 1000  # between two lines of progress


@settings(quiet, max_examples=max(1, INPUTS // BATCH // DATABASES))
@given(batch=batches)
async def test_hostile_inputs(attack: Attack, batch: list[Input]) -> None:
    """Half of them on each kind of database; the same promise as in `make test`."""
    await attack.fire(batch)
    if attack.statuses.total() % STEP == 0:
        statuses = dict(sorted(attack.statuses.items()))
        print(f"{attack.statuses.total()} hostile inputs: {statuses}", flush=True)
