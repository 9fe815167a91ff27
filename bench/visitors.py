"""Visitors who talk to a running system, with a clock in hand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import aiohttp

from bench.engine import REQUEST_SECONDS, TURNS
from bench.system import Chat, System

WINDOW = 10  # turns that are timed at each of the wanted places of a long conversation


class Visitors:
    """Sends messages to one running system.

    Args:
        system: The system.
        port: Where it listens.
    """

    def __init__(self, system: System, port: int) -> None:
        self._system = system
        self._address = f"http://127.0.0.1:{port}"

    async def load(self, texts: list[str], visitors: int) -> dict[str, object]:
        """Lets so many visitors send the texts among them, each waiting for its answers.

        Returns:
            ``times``: milliseconds of each message; ``seconds`` in all; ``silent``: how many got
            no reply.
        """
        queue = iter(texts)
        times: list[float] = []
        async with self._client() as http:
            started = time.perf_counter()
            silent = await asyncio.gather(
                *(self._visit(http, queue, times) for _ in range(visitors))
            )
            seconds = time.perf_counter() - started
        return {"times": times, "seconds": seconds, "silent": sum(silent)}

    async def long_conversation(
        self, probes: list[str], others: list[str], turns: tuple[int, ...]
    ) -> dict[str, list[float]]:
        """Holds one conversation, and says the same probes at each of the wanted turns.

        Args:
            probes: As many as ``WINDOW``; so each place is asked the same.
            others: What is said in between, again and again.
            turns: Where the probes begin or, but for the first, end; ascending.

        Returns:
            Milliseconds of the probes, by turn.
        """
        plan = planned(probes, others, turns)
        times: dict[str, list[float]] = {str(turn): [] for turn in turns}
        async with self._client() as http:
            chat = Chat(self._system, http)
            await chat.open()
            for text, place in plan:
                started = time.perf_counter()
                await chat.say(text)
                if place:
                    times[str(place)].append((time.perf_counter() - started) * 1000)
        return times

    async def _visit(
        self, http: aiohttp.ClientSession, queue: Iterator[str], times: list[float]
    ) -> int:
        """Takes texts from the queue until it is empty; gives how many got no reply."""
        silent = 0
        for said, text in enumerate(queue):
            if said % TURNS == 0:
                chat = Chat(self._system, http)
                await chat.open()
            started = time.perf_counter()
            silent += not await chat.say(text)
            times.append((time.perf_counter() - started) * 1000)
        return silent

    def _client(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            self._address,
            timeout=aiohttp.ClientTimeout(REQUEST_SECONDS),
            connector=aiohttp.TCPConnector(limit=0),
        )


def planned(
    probes: list[str], others: list[str], turns: tuple[int, ...]
) -> list[tuple[str, int | None]]:
    """Gives the texts of a long conversation, each with the turn that it is a probe of."""
    plan: list[tuple[str, int | None]] = [(probe, turns[0]) for probe in probes]
    for turn in turns[1:]:
        between = turn - len(probes) - len(plan)
        first = len(plan)
        plan += [(others[(first + n) % len(others)], None) for n in range(between)]
        plan += [(probe, turn) for probe in probes]
    return plan
