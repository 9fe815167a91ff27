"""A visitor whose every second question leans on the answer before it."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field

import httpx
import yaml

from settings import ROOT
from tests.web.visitor import Visitor, new_id

# Each has more to tell; which more, only the conversation knows.
TOPICS = ("risks", "safety", "results", "evidence", "what_are_stem_cells", "own_cells")
MORE = "tell me more"
PATIENCE_SECONDS = 60


def _questions() -> dict[str, str]:
    """Give the title of each topic, which is one of its questions, and how its `more` begins."""
    found = {}
    for name in TOPICS:
        topic = yaml.safe_load((ROOT / f"data/faq/{name}.yml").read_text())
        about = topic["responses"][f"utter_faq/{name}"][0]["metadata"]
        found[about["title"]] = " ".join(about["more"].split())[:40]
    return found


QUESTIONS = _questions()


@dataclass
class Tally:
    """What visitors have seen."""

    acknowledged: int = 0
    unanswered: int = 0
    """Answered with the honest line."""
    stale: int = 0
    """'Tell me more' told of another topic than the last one."""
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    seconds: list[float] = field(default_factory=list)

    async def reaches(self, count: int) -> None:
        """Wait until so many messages are acknowledged."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.acknowledged < count:  # noqa: ASYNC110 - a plain number
                await asyncio.sleep(0.01)

    @property
    def faults(self) -> tuple[int, int, int, int, int]:
        """Unanswered, stale, lost, doubled, out of order: all should be none."""
        return self.unanswered, self.stale, self.lost, self.doubled, self.disordered


class Talker:
    """Asks, and asks for more; sends a message again until it is acknowledged, as the widget does.

    Args:
        http: A client of the door.
        seed: Decides what is asked.
    """

    def __init__(self, http: httpx.AsyncClient, seed: int) -> None:
        self._visitor = Visitor(http)
        self._chance = random.Random(seed)
        self._sent: list[str] = []

    async def open(self) -> None:
        """Open a conversation."""
        await self._visitor.open()

    async def ask_twice(self, tally: Tally) -> None:
        """Ask one question, then for more; what is seen goes into the tally."""
        question, more = self._chance.choice(list(QUESTIONS.items()))
        for text in (question, MORE):
            started = time.monotonic()
            replies = await self._send(text)
            tally.seconds.append(time.monotonic() - started)
            tally.acknowledged += 1
            if replies[0]["text"].startswith("Sorry, I cannot answer right now"):
                tally.unanswered += 1
            elif text == MORE and not " ".join(replies[0]["text"].split()).startswith(more):
                tally.stale += 1

    async def check(self, tally: Tally) -> None:
        """Read the whole conversation: what was acknowledged is there, once and in order."""
        messages = await self._visitor.history()
        said = [message["text"] for message in messages if message["from"] == "visitor"]
        tally.lost += max(0, len(self._sent) - len(said))
        tally.doubled += max(0, len(said) - len(self._sent))
        tally.disordered += said != self._sent

    async def _send(self, text: str) -> list[dict[str, str]]:
        message_id = new_id()
        self._sent.append(text)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                try:
                    response = await self._visitor.send(text, message_id)
                except httpx.TransportError:
                    response = None
                if response is not None and response.status_code == 200:
                    replies: list[dict[str, str]] = response.json()["replies"]
                    return replies
                await asyncio.sleep(0.2)
