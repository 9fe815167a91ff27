"""kill -9 of every process and of PostgreSQL under load: `make chaos PART=kills N=300`."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg

from tests.chaos.broken_parts import breakable
from tests.chaos.handover_failures import CANARY_HOST, CANARY_NAME, REQUESTS, by_conversation
from tests.conversations.traces import files_with
from tests.postgres_server import PostgresServer

KILLS = int(os.environ.get("CHAOS_COUNT") or 300)


async def test_no_request_is_lost_or_doubled(tmp_path: Path) -> None:
    """What a visitor was told is saved is stored, once; and no log holds a visitor's details."""
    with PostgresServer() as postgres:
        async with breakable(tmp_path, 3, postgres) as broken:
            result = await broken.run(KILLS)
        with psycopg.connect(postgres.uri) as connection:
            stored = by_conversation(connection.execute(REQUESTS.encode()).fetchall())
    print(f"\n{sum(result.failures.values())} kills: {dict(result.failures)}")
    print(f"{len(result.told)} requests confirmed to visitors")
    assert result.told
    assert result.missing(stored) == []
    assert result.double(stored) == []
    for canary in (CANARY_NAME, CANARY_HOST):
        assert files_with(canary, tmp_path) == []
