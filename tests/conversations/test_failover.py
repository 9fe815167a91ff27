"""An engine dies in mid-conversation: the other takes over, and no one sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from improve.engines import reload_engines
from settings import ROOT
from tests.conversations.cluster import Cluster
from tests.conversations.talker import Talker, Tally
from tests.databases import sqlite_template, sqlite_url
from tests.plain_http import plain_http

__all__ = ["sqlite_template", "sqlite_url"]

VISITORS = 12  # with so few the chance that one engine has none of them is 1 in 2,000


@pytest.fixture
def cluster(tmp_path: Path, sqlite_url: str) -> Iterator[Cluster]:
    """One web process and two engines on one database."""
    cluster = Cluster(
        tmp_path,
        webs=1,
        engines=2,
        model=ROOT / "var/models/assistant.tar.gz",
        database_url=sqlite_url,
        engine_database_url=f"sqlite:///{tmp_path / 'engine.db'}",
        engine_timeout_seconds=30,
    )
    try:
        cluster.start_all()
        yield cluster
    finally:
        cluster.stop_all()


async def test_engine_killed_and_back(cluster: Cluster) -> None:
    """Killed under a turn, back, and loaded again: all is answered once, from the newest state."""
    tally = Tally()
    async with plain_http(cluster.web_urls[0]) as http:
        talkers = [Talker(http, seed) for seed in range(VISITORS)]
        for talker in talkers:
            await talker.open()

        async def round_of_all() -> None:
            await asyncio.gather(*(talker.ask_twice(tally) for talker in talkers))

        await round_of_all()
        under_way = asyncio.create_task(round_of_all())
        await tally.reaches(2 * VISITORS + 2)  # some turns of the round are over
        await asyncio.to_thread(cluster.kill, "engine-1")
        await under_way
        await round_of_all()
        cluster.start("engine-1")
        await asyncio.to_thread(cluster.wait_for, "engine-1")
        await asyncio.to_thread(cluster.kill, "engine-2")
        await round_of_all()
        cluster.start("engine-2")
        await asyncio.to_thread(cluster.wait_for, "engine-2")
        told, _ = await asyncio.gather(reload_engines(cluster.engine_urls), round_of_all())
        assert told == "The running assistant answers with it now."
        for talker in talkers:
            await talker.check(tally)
    assert tally.acknowledged == 2 * 5 * VISITORS
    assert tally.faults == (0, 0, 0, 0, 0)
