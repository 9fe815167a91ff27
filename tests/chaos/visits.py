"""Visitors who leave their details while something breaks again and again."""

from __future__ import annotations

import asyncio
import random
from abc import ABC, abstractmethod

import httpx

from tests.chaos.result import Result
from tests.chaos.stubborn_visitor import StubbornVisitor
from tests.plain_http import plain_http

CANARY_NAME, CANARY_HOST = "Quetzal", "quetzalmail"  # every visitor's name and host begin so
VISITORS = 6  # at the same time
REQUEST_SECONDS = 15
LETTERS = "bdfgklmnprstvz"


class Visits(ABC):
    """Lets visitors talk and breaks things at random moments.

    Attributes:
        calm: Seconds between two failures, on the average, so that something goes well as well.

    Args:
        base_url: Where the assistant answers.
        seed: Of the random choices.
    """

    calm = 0.4

    def __init__(self, base_url: str, seed: int) -> None:
        self._base_url = base_url
        self.random = random.Random(seed)
        self._numbers = iter(range(10**6))
        self._visitors: list[StubbornVisitor] = []
        self.result = Result()

    @abstractmethod
    async def break_something(self) -> None:
        """Inject one failure of a random kind and count it."""

    async def run(self, failures: int) -> Result:
        """Break things so often, let all visitors finish, and read what they said and heard again.

        Returns:
            What was injected and what visitors were told.
        """
        done = asyncio.Event()
        visitors = [asyncio.create_task(self._visit(done)) for _ in range(VISITORS)]
        try:
            for _ in range(failures):
                await asyncio.sleep(self.random.uniform(0, 2 * self.calm))
                await self.break_something()
        finally:
            done.set()
        await asyncio.gather(*visitors)
        await self._read_again()
        return self.result

    async def _visit(self, done: asyncio.Event) -> None:
        """Send one visitor after the other."""
        while not done.is_set():
            number = next(self._numbers)
            async with self._browser(number) as http:
                visitor = StubbornVisitor(http, name_of(number), contact_of(number))
                reference = await visitor.ask_to_be_called()
            self.result.told[visitor.conversation] = reference
            self._visitors.append(visitor)

    async def _read_again(self) -> None:
        """Compare every history with what its visitor saw."""
        async with self._browser(0) as http:
            for visitor in self._visitors:
                self.result.acknowledged += len(visitor.seen)
                self.result.honest += visitor.honest
                wrong = await visitor.compare(http)
                if wrong:
                    self.result.wrong.append(f"{visitor.conversation}: {wrong}")

    def _browser(self, number: int) -> httpx.AsyncClient:
        # Each comes from an address of its own: the limits are not what is tested here.
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        http = plain_http(self._base_url, REQUEST_SECONDS)
        http.headers["X-Forwarded-For"] = address
        return http


def name_of(number: int) -> str:
    """Make a name of letters that no other visitor has."""
    tail = ""
    while number:
        number, rest = divmod(number, len(LETTERS))
        tail += LETTERS[rest] + "a"
    return f"{CANARY_NAME}{tail}"


def contact_of(number: int) -> str:
    """Make a contact that no other visitor has; the first part of it is the same for all."""
    return f"visitor{number}@{CANARY_HOST}{number}.example.org"
