"""Kills the assistant's processes and its PostgreSQL while visitors leave their details."""

from __future__ import annotations

import asyncio

from tests.chaos.cut_line import CutLine
from tests.chaos.handover_failures import HandoverFailures
from tests.conversations.parts import Parts
from tests.postgres_server import PostgresServer

# It takes the engine seconds to come back: it dies less often.
WEIGHTS = {"web": 6, "actions": 6, "notify": 6, "database": 6, "engine": 2}
STEP = 25  # between two lines of progress


class Kills(HandoverFailures):
    """Injects kills alone, at random moments.

    Args:
        parts: The running assistant.
        lines: The lines between its parts.
        seed: Of the random choices.
        postgres: Where the app keeps its data.
    """

    def __init__(
        self, parts: Parts, lines: list[CutLine], seed: int, postgres: PostgresServer
    ) -> None:
        super().__init__(parts, lines, seed)
        self._postgres = postgres

    async def break_something(self) -> None:
        """Kill one process, or the database with all of its processes; start it again."""
        (part,) = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))
        self.result.failures[f"{part} killed"] += 1
        if part == "database":
            await asyncio.to_thread(self._postgres.kill)
            await asyncio.to_thread(self._postgres.start)
        else:
            await self.kill(part)
        if self.result.failures.total() % STEP == 0:
            print(f"{self.result.failures.total()} kills, {len(self.result.told)} requests")
