"""Talks to the whole assistant for a while and watches its memory and open files: `make soak`.

Visitors come, ask questions of the project's own data, read their conversation again, rate an
answer, and leave; some hang up in mid-turn. Every ten seconds each part's memory (resident set)
and open files are read. Writes what they were after the warm-up and at the end into
docs/figures.md. MINUTES=20 is the long run.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path
from statistics import median

import httpx
import psutil

from bench.figures import table, write_part
from bench.sample_talk import sample_topics
from tests.stack import Stack
from tests.web.visitor import Visitor

VISITORS = 4
MOST_TURNS = 12
EVERY_SECONDS = 10
# Share of the run, at its begin and at its end, whose readings are compared.
EDGE = 0.2
PARTS = {
    "quiet_rasa.py": "engine",
    "-m web": "web",
    "-m actions": "action server",
    "-m notify": "notices",
}

Sample = dict[str, tuple[float, int]]
"""Of each part: memory in MB, and open files."""


def main() -> int:
    """Runs, measures and writes; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder))
        stack.start()
        try:
            samples, outcomes = asyncio.run(_soak(stack, minutes * 60))
        finally:
            stack.stop()
    text = summary(samples, outcomes, minutes)
    print(text)
    write_part("soak", "Twenty minutes of talk: memory and open files", text)
    return 1 if outcomes["failed"] else 0


async def _soak(stack: Stack, seconds: float) -> tuple[list[Sample], Counter[str]]:
    """Lets visitors talk; gives the readings and how the messages went."""
    ends = time.monotonic() + seconds
    outcomes: Counter[str] = Counter()
    samples: list[Sample] = []
    limits = httpx.Limits(max_connections=VISITORS * 2)
    async with httpx.AsyncClient(base_url=stack.base_url, timeout=60, limits=limits) as http:
        talks = [
            asyncio.create_task(_talk(http, random.Random(number), ends, outcomes))
            for number in range(VISITORS)
        ]
        while (left := ends - time.monotonic()) > 0:
            await asyncio.sleep(min(EVERY_SECONDS, left))
            samples.append(sample(stack.runner.pid))
            shown = ", ".join(
                f"{part} {memory:.0f} MB" for part, (memory, _) in samples[-1].items()
            )
            print(
                f"{left / 60:5.1f} min left, {outcomes['answered']} answered: {shown}", flush=True
            )
        await asyncio.gather(*talks)
    return samples, outcomes


async def _talk(
    http: httpx.AsyncClient, chance: random.Random, ends: float, outcomes: Counter[str]
) -> None:
    """Is one visitor after the other until the time is over."""
    questions = [question for topic in sample_topics() for question in topic.questions]
    while time.monotonic() < ends:
        visitor = await Visitor(http).open()
        for _ in range(chance.randint(1, MOST_TURNS)):
            send = asyncio.create_task(visitor.send(chance.choice(questions)))
            if chance.random() < 0.05:
                await asyncio.sleep(chance.random() * 0.05)
                send.cancel()
                with suppress(asyncio.CancelledError):
                    await send
                outcomes["hung up"] += 1
                continue
            answer = await send
            outcomes["answered" if answer.status_code == 200 else "failed"] += 1
        await visitor.ask("POST", "feedback", json={"seq": 1, "helpful": True})
        await visitor.history()
        outcomes["conversations"] += 1


def sample(runner: int) -> Sample:
    """Reads memory and open files of each part.

    Args:
        runner: Process id of what started them.
    """
    found: Sample = {}
    for process in psutil.Process(runner).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            command = " ".join(process.cmdline())
            part = next((name for mark, name in PARTS.items() if mark in command), None)
            if part:
                found[part] = (process.memory_info().rss / 1e6, process.num_fds())
    return found


def summary(samples: list[Sample], outcomes: Counter[str], minutes: float) -> str:
    """Compares the readings after the warm-up with the last ones.

    Args:
        samples: The readings, in order; the first fifth is the warm-up.
        outcomes: How the messages went.
        minutes: How long it was.

    Returns:
        Markdown.
    """
    edge = max(1, round(len(samples) * EDGE))
    early, late = samples[edge : 2 * edge] or samples, samples[-edge:]
    rows = []
    for part in PARTS.values():
        cells = []
        for kind in (0, 1):
            begin, end = (
                median(one[part][kind] for one in group if part in one) for group in (early, late)
            )
            cells += [f"{begin:.0f}", f"{end:.0f}", f"{end - begin:+.0f}"]
        rows.append([part, *cells])
    head = ["part", "MB, early", "MB, late", "drift", "files, early", "files, late", "drift"]
    told = ", ".join(f"{count:,} {name}" for name, count in sorted(outcomes.items()))
    return (
        f"{date.today():%d %B %Y}, {minutes:g} minutes, {VISITORS} visitors at a time without a "
        f"pause: {told}. Early: the second fifth of the time; late: the last.\n\n"
        f"{table(head, rows)}\n\nBy `make soak`."
    )


if __name__ == "__main__":
    raise SystemExit(main())
