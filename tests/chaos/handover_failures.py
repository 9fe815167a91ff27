"""Breaks the running assistant again and again while visitors leave their details."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx

from tests.chaos.cut_line import CutLine
from tests.chaos.stubborn_visitor import StubbornVisitor
from tests.conversations.parts import Parts

CANARY_NAME, CANARY_HOST = "Quetzal", "quetzalmail"  # every visitor's name and host begin so
VISITORS = 6  # at the same time
REQUEST_SECONDS = 15
CALM_SECONDS = 0.4  # between two failures, so that something goes well as well
LETTERS = "bdfgklmnprstvz"


@dataclass
class Result:
    """What came of it.

    Attributes:
        failures: How many of each kind were injected.
        told: Conversation and the reference that its visitor was told.
    """

    failures: Counter[str] = field(default_factory=Counter)
    told: dict[str, str] = field(default_factory=dict)

    def missing(self, stored: dict[str, list[str]]) -> list[str]:
        """Give the conversations whose request was confirmed and is not stored."""
        return [c for c, reference in self.told.items() if reference not in stored.get(c, [])]

    def double(self, stored: dict[str, list[str]]) -> list[str]:
        """Give the conversations with more than one request; each visitor made one."""
        return [c for c, references in stored.items() if len(references) > 1]


class HandoverFailures:
    """Injects failures at random moments.

    Args:
        parts: The running assistant, whose engine and web speak over these lines.
        lines: The lines between web and engine, and engine and action server.
        seed: Of the random choices.
    """

    def __init__(self, parts: Parts, lines: list[CutLine], seed: int) -> None:
        self._parts = parts
        self._lines = lines
        self.random = random.Random(seed)
        self._numbers = iter(range(10**6))
        self.result = Result()

    async def run(self, failures: int) -> Result:
        """Break things so often, then let all visitors finish.

        Returns:
            What was injected and what visitors were told.
        """
        done = asyncio.Event()
        visitors = [asyncio.create_task(self._visit(done)) for _ in range(VISITORS)]
        try:
            for _ in range(failures):
                await asyncio.sleep(self.random.uniform(0, 2 * CALM_SECONDS))
                await self.break_something()
        finally:
            done.set()
        await asyncio.gather(*visitors)
        return self.result

    async def _visit(self, done: asyncio.Event) -> None:
        """Send one visitor after the other."""
        while not done.is_set():
            number = next(self._numbers)
            # Each comes from an address of its own: the limits are not what is tested here.
            address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            async with httpx.AsyncClient(
                base_url=self._parts.base_url,
                timeout=REQUEST_SECONDS,
                trust_env=False,
                headers={"X-Forwarded-For": address},
            ) as http:
                visitor = StubbornVisitor(http, _name(number), _contact(number))
                reference = await visitor.ask_to_be_called()
            self.result.told[visitor.conversation] = reference

    async def break_something(self) -> None:
        """Inject one failure of a random kind."""
        ways: list[tuple[str, Callable[[], Awaitable[None]]]] = [
            *((f"{part} killed", lambda part=part: self.kill(part)) for part in ("web", "actions")),
            *[(f"{part} frozen", lambda part=part: self._freeze(part)) for part in _FREEZABLE],
            *[("line cut", self._cut_a_line)] * 3,
            *[("database locked", self._lock_the_app)] * 2,
            ("engine's database locked", self._lock_the_engine),
            ("notify killed", partial(self.kill, "notify")),
        ]
        # It takes the engine seconds to come back: it dies less often.
        if self.random.random() < 0.04:
            ways = [("engine killed", partial(self.kill, "engine"))]
        name, way = self.random.choice(ways)
        self.result.failures[name] += 1
        await way()

    async def kill(self, part: str) -> None:
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


def _name(number: int) -> str:
    """Make a name of letters that no other visitor has."""
    tail = ""
    while number:
        number, rest = divmod(number, len(LETTERS))
        tail += LETTERS[rest] + "a"
    return f"{CANARY_NAME}{tail}"


def _contact(number: int) -> str:
    """Make a contact that no other visitor has; the first part of it is the same for all."""
    return f"visitor{number}@{CANARY_HOST}{number}.example.org"


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
