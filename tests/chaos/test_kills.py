"""kill -9 of every process and of PostgreSQL under load: `make chaos PART=kills N=300`."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import psycopg

from settings import ROOT
from tests.chaos.handover_failures import REQUESTS, by_conversation
from tests.chaos.kills import Kills
from tests.chaos.visits import CANARY_HOST, CANARY_NAME
from tests.conftest import CLINIC
from tests.conversations.cluster import Cluster
from tests.conversations.traces import files_with
from tests.notify.conftest import variables
from tests.notify.hook_server import hook_server
from tests.postgres_server import PostgresServer

KILLS = int(os.environ.get("CHAOS_COUNT") or 300)
SEED = 3
# A worker that was killed while it sent leaves a claim behind for two minutes.
TELLING_SECONDS = 300
UNTOLD = "SELECT count(*) FROM notice WHERE sent_at IS NULL"
KEYS = "SELECT idempotency_key FROM notice"
HEARD_OF = ("webhook_url", "webhook_secret", "public_url")


async def test_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    """What was acknowledged is stored, once and in order, told to the clinic, and in no log."""
    with PostgresServer() as postgres:
        with psycopg.connect(postgres.uri, autocommit=True) as connection:
            connection.execute("CREATE DATABASE engine")
        async with hook_server() as hooks:
            told = variables(hook_url=hooks.url).items()
            cluster = Cluster(
                tmp_path,
                webs=1,
                engines=2,
                model=ROOT / "var/models/assistant.tar.gz",
                database_url=postgres.url,
                engine_database_url=postgres.uri.replace("/postgres?", "/engine?"),
                trusted_proxies=1,
                **{name.lower(): value for name, value in CLINIC.items()},
                **{name.lower(): value for name, value in told if name.lower() in HEARD_OF},
            )
            try:
                await asyncio.to_thread(cluster.start_all)
                result = await Kills(cluster, SEED, postgres).run(KILLS)
                await all_is_told(postgres)
            finally:
                await asyncio.to_thread(cluster.stop_all)
        with psycopg.connect(postgres.uri) as connection:
            stored = by_conversation(connection.execute(REQUESTS.encode()).fetchall())
            keys = {row[0] for row in connection.execute(KEYS.encode()).fetchall()}
    print(f"\n{result.failures.total()} kills: {dict(result.failures)}")
    print(f"{result.acknowledged} messages answered, {result.honest} of them with the honest line")
    print(
        f"{len(result.told)} requests confirmed, {len(hooks.keys)} webhooks for {len(keys)} of them"
    )
    assert result.told
    assert result.wrong == []
    assert result.missing(stored) == []
    assert result.double(stored) == []
    assert len(keys) == sum(map(len, stored.values()))
    assert {request.headers["Idempotency-Key"] for request in hooks.requests} == keys
    for canary in (CANARY_NAME, CANARY_HOST):
        assert files_with(canary, tmp_path) == []


async def all_is_told(postgres: PostgresServer) -> None:
    """Wait until the outbox is empty."""
    async with asyncio.timeout(TELLING_SECONDS):
        with psycopg.connect(postgres.uri, autocommit=True) as connection:
            while connection.execute(UNTOLD.encode()).fetchall() != [(0,)]:  # noqa: ASYNC110 - a database
                await asyncio.sleep(1)
