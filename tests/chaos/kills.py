"""Kills the assistant's processes and its PostgreSQL while visitors leave their details."""

from __future__ import annotations

import asyncio

from tests.chaos.result import Result
from tests.chaos.visits import Visits
from tests.conversations.cluster import Cluster
from tests.postgres_server import PostgresServer

DATABASE = "database"
# Two engines have twice the share of the others: while one starts, the other one may be killed.
PLACES = ("web-1", "engine-1", "engine-2", "actions-1", "notify-1", DATABASE)
STEP = 10  # between two lines of progress


class Kills(Visits):
    """Injects kills alone, at random moments.

    An engine takes seconds to start: the others go on being killed meanwhile.

    Args:
        cluster: The running assistant.
        seed: Of the random choices.
        postgres: Where app and engines keep their data.
    """

    calm = 1.0

    def __init__(self, cluster: Cluster, seed: int, postgres: PostgresServer) -> None:
        super().__init__(cluster.web_urls[0], seed)
        self._cluster = cluster
        self._postgres = postgres
        self._starting: dict[str, asyncio.Task[None]] = {}

    async def run(self, failures: int) -> Result:
        """Do as the parent says; and each engine that was killed has to be back in the end."""
        result = await super().run(failures)
        await asyncio.gather(*self._starting.values())
        return result

    async def break_something(self) -> None:
        """Kill one process that runs, or the database with all of its processes; start it again."""
        starting = [name for name, task in self._starting.items() if not task.done()]
        name = self.random.choice([place for place in PLACES if place not in starting])
        self.result.failures[f"{name.split('-')[0]} killed"] += 1
        if name == DATABASE:
            await asyncio.to_thread(self._postgres.kill)
            await asyncio.to_thread(self._postgres.start)
        else:
            await asyncio.to_thread(self._cluster.kill, name)
            self._cluster.start(name)
            back = asyncio.create_task(asyncio.to_thread(self._cluster.wait_for, name))
            if name.startswith("engine"):
                self._starting[name] = back
            else:
                await back
        if self.result.failures.total() % STEP == 0:
            kills, requests = self.result.failures.total(), len(self.result.told)
            print(f"{kills} kills, {requests} requests: {dict(self.result.failures)}", flush=True)
