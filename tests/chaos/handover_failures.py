"""Breaks the running assistant again and again while visitors leave their details."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path

from tests.chaos.cut_line import CutLine
from tests.chaos.visits import Visits
from tests.conversations.parts import Parts


class HandoverFailures(Visits):
    """Injects failures at random moments.

    Args:
        parts: The running assistant, whose engine and web speak over these lines.
        lines: The lines between web and engine, and engine and action server.
        seed: Of the random choices.
    """

    def __init__(self, parts: Parts, lines: list[CutLine], seed: int) -> None:
        super().__init__(parts.base_url, seed)
        self._parts = parts
        self._lines = lines

    async def break_something(self) -> None:
        """Inject one failure of a random kind."""
        ways: list[tuple[str, Callable[[], Awaitable[None]]]] = [
            *(
                (f"{part} killed", lambda part=part: self._kill(part))
                for part in ("web", "actions")
            ),
            *[(f"{part} frozen", lambda part=part: self._freeze(part)) for part in _FREEZABLE],
            *[("line cut", self._cut_a_line)] * 3,
            *[("database locked", self._lock_the_app)] * 2,
            ("engine's database locked", self._lock_the_engine),
            ("notify killed", partial(self._kill, "notify")),
        ]
        # It takes the engine seconds to come back: it dies less often.
        if self.random.random() < 0.04:
            ways = [("engine killed", partial(self._kill, "engine"))]
        name, way = self.random.choice(ways)
        self.result.failures[name] += 1
        await way()

    async def _kill(self, part: str) -> None:
        """Kill a part, and start it again."""
        await asyncio.to_thread(self._kill_now, part)

    def _kill_now(self, part: str) -> None:
        with self._parts.without(part):
            pass

    async def _freeze(self, part: str) -> None:
        with self._parts.frozen(part):
            await asyncio.sleep(self.random.uniform(0.1, 2.5))

    async def _cut_a_line(self) -> None:
        await self.random.choice(self._lines).cut(self.random.uniform(0, 1))

    async def _lock_the_app(self) -> None:
        await self._lock(self._parts.folder / "app.db")

    async def _lock_the_engine(self) -> None:
        await self._lock(self._parts.engine_database)

    async def _lock(self, database: Path) -> None:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=5)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return  # somebody else writes all the time: that is a lock as well
            await asyncio.sleep(self.random.uniform(0.1, 2))
            other.execute("ROLLBACK")


_FREEZABLE = ("web", "actions", "engine", "notify")


REQUESTS = "SELECT conversation_id, reference FROM lead"


def stored_in(database: Path) -> dict[str, list[str]]:
    """Read the references of each conversation's requests from an SQLite file."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return by_conversation(connection.execute(REQUESTS))


def by_conversation(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Put references together that belong to one conversation."""
    found: dict[str, list[str]] = {}
    for conversation, reference in rows:
        found.setdefault(conversation, []).append(reference)
    return found
