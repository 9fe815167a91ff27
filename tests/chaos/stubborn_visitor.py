"""A visitor who wants to be called and does not give up."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx

from tests.web.visitor import Visitor, new_id

REFERENCE = re.compile(r"\b[A-Z]{2}-\d{4}\b")
SORRY = ("Sorry, I cannot answer", "I could not save your request")
PAUSE_SECONDS = 0.2


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
        self.reference: str | None = None

    @property
    def conversation(self) -> str:
        """Id of the conversation."""
        return self._visitor.conversation

    async def ask_to_be_called(self) -> str:
        """Go through the form to its end.

        Returns:
            The reference that the visitor was told.
        """
        await self._open()
        said = "please call me back"
        while True:
            replies = await self._say(said)
            text = "\n".join(reply["text"] for reply in replies)
            found = REFERENCE.search(text)
            if found:
                self.reference = found.group()
                return self.reference
            said = self._next(text, said)

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
        return said if any(words in text for words in SORRY) else "please call me back"

    async def _open(self) -> None:
        while True:
            try:
                await self._visitor.open()
            except (httpx.HTTPError, AssertionError):
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return

    async def _say(self, text: str) -> list[dict[str, Any]]:
        message_id = new_id()
        while True:
            try:
                response = await self._visitor.send(text, message_id)
            except httpx.HTTPError:
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            if response.status_code == 200:
                replies: list[dict[str, Any]] = response.json()["replies"]
                return replies
            assert response.status_code in (429, 503), response.status_code
            await asyncio.sleep(PAUSE_SECONDS)
