"""A visitor who wants to be called and does not give up."""

from __future__ import annotations

import asyncio
import re
from collections import Counter

import httpx

from tests.web.visitor import Visitor, new_id

REFERENCE = re.compile(r"\b[A-Z]{2}-\d{4}\b")
SORRY = ("Sorry, I cannot answer", "I could not save your request")
PAUSE_SECONDS = 0.2
MOST_ANSWERS = 40
WISH = "please call me back"
QUICK = ("what are the risks", "is it safe?")
"""Asked at the same moment, before all else."""

Seen = tuple[str, tuple[str, ...]]
"""A message, and the texts of the replies to it."""


class StubbornVisitor:
    """Asks to be called and answers what is asked, until the request is saved.

    A message that got no answer is sent again under its id, as browsers do; after the honest line
    the visitor goes on as people do: says it once more.

    Args:
        http: A client of the door.
        name: What to be called, unlike anybody else.
        contact: Where to be called.
    """

    def __init__(self, http: httpx.AsyncClient, name: str, contact: str) -> None:
        self._visitor = Visitor(http)
        self._name = name
        self._contact = contact
        self._quick = 0
        self.reference: str | None = None
        self.seen: list[Seen] = []
        """What was acknowledged: the quick ones, then the others in their order."""

    @property
    def conversation(self) -> str:
        """Id of the conversation."""
        return self._visitor.conversation

    @property
    def honest(self) -> int:
        """How many messages got the honest line."""
        return sum(replies[0].startswith(SORRY[0]) for _, replies in self.seen)

    async def ask_to_be_called(self) -> str:
        """Ask two things at once, then go through the form to its end.

        Returns:
            The reference that the visitor was told.
        """
        await self.open()
        await asyncio.gather(*(self.say(text) for text in QUICK))
        self._quick = len(QUICK)
        return await self.go_on(WISH)

    async def go_on(self, said: str) -> str:
        """Say something, and answer what is asked until the request is saved.

        Returns:
            The reference that the visitor was told.
        """
        answered = 0
        while answered < MOST_ANSWERS:
            text = "\n".join(await self.say(said))
            answered += not _is_sorry(text)
            found = REFERENCE.search(text)
            if found:
                self.reference = found.group()
                return self.reference
            said = self._next(text, said)
            if _is_sorry(text):
                await asyncio.sleep(PAUSE_SECONDS)
        raise AssertionError(f"no end: {self.seen[-3:]}")

    async def compare(self, http: httpx.AsyncClient) -> str:
        """Read it again: each message is there once, in order, with the replies that were seen.

        Args:
            http: A client of the door.

        Returns:
            What is otherwise; empty: nothing.
        """
        self._visitor.http = http
        history = await self._visitor.history()
        greeting = [reply["text"] for reply in self._visitor.opened["replies"]]
        stored = [(message["from"], message["text"]) for message in history]
        expected = [("assistant", text) for text in greeting]
        for text, replies in self.seen:
            expected += [("visitor", text), *(("assistant", reply) for reply in replies)]
        # The quick ones came at the same moment: which one was first is open.
        quick = len(greeting) + sum(1 + len(replies) for _, replies in self.seen[: self._quick])
        if Counter(stored) != Counter(expected):
            lost, more = Counter(expected) - Counter(stored), Counter(stored) - Counter(expected)
            return f"{lost.total()} lost, {more.total()} more than were seen"
        if stored[quick:] != expected[quick:]:
            return "another order"
        numbers = [message["seq"] for message in history]
        return "" if numbers == sorted(set(numbers)) else "numbers out of order"

    def _next(self, text: str, said: str) -> str:
        """Decide what to say to what was answered."""
        answers = {
            "May L&P Aesthetics keep": "Yes, I agree",
            "what is your name": f"I'm {self._name}, {self._contact}",
            "What is your name": f"I'm {self._name}, {self._contact}",
            "Which phone number": self._contact,
            "good time": "In the morning",
            "Shall I send it": "Yes, send it",
            "What should I change": "no",
        }
        asked = [answer for question, answer in answers.items() if question in text]
        if asked:
            return asked[-1]
        return said if _is_sorry(text) else WISH

    async def open(self) -> None:
        """Open a conversation."""
        while True:
            try:
                await self._visitor.open()
            except (httpx.HTTPError, AssertionError):
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return

    async def say(self, text: str) -> tuple[str, ...]:
        """Send a message until it is answered; gives the texts of the replies."""
        message_id = new_id()
        while True:
            try:
                response = await self._visitor.send(text, message_id)
            except httpx.HTTPError:
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            if response.status_code == 200:
                replies = tuple(reply["text"] for reply in response.json()["replies"])
                self.seen.append((text, replies))
                return replies
            assert response.status_code in (429, 503), response.status_code
            await asyncio.sleep(PAUSE_SECONDS)


def _is_sorry(text: str) -> bool:
    return any(words in text for words in SORRY)
