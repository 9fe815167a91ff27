"""A small engine that does what a test wants of it: echo, wait, fail, or talk nonsense."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sanic import HTTPResponse, Request, Sanic, json, raw

MASK = "[masked]"
WORDS = 97
NUMBERS = b"""# HELP assistant_engine_turns_total Turns by outcome.
# TYPE assistant_engine_turns_total counter
assistant_engine_turns_total{outcome="answered"} 7
# HELP assistant_engine_cached_conversations Conversations in memory.
# TYPE assistant_engine_cached_conversations gauge
assistant_engine_cached_conversations 3
"""


class FakeEngine:
    """Speaks the engine's channel and remembers what it was asked."""

    def __init__(self) -> None:
        self.app: Sanic[Any, Any] = Sanic("fake-engine", configure_logging=False)
        self.app.config.update(AUTO_EXTEND=False, ACCESS_LOG=False, RESPONSE_TIMEOUT=600)
        add = self.app.add_route
        add(self._ready, "/webhooks/door/ready")
        add(self._metrics, "/webhooks/door/metrics")
        add(self._greeting, "/webhooks/door/greeting")
        add(self._message, "/webhooks/door/message", methods=["POST"])
        add(self._forget, "/webhooks/door/forget", methods=["POST"])
        add(self._embed, "/webhooks/door/embed", methods=["POST"])
        add(self._understand, "/webhooks/door/understand", methods=["POST"])
        add(self._reload, "/webhooks/door/reload", methods=["POST"])
        self.reset()

    def reset(self) -> None:
        """Go back to echoing, and forget all calls."""
        self.calls: list[dict[str, Any]] = []
        self.forgotten: list[str] = []
        self.running: Counter[str] = Counter()
        self.overlaps = 0
        self.raw: bytes | None = None
        """Answer everything with this body."""
        self.status = 200
        self.asked: asyncio.Queue[str] = asyncio.Queue()
        """The text of each message, as it arrives."""
        self.go_on = asyncio.Event()
        """Messages are answered while this is set."""
        self.go_on.set()
        self.work: Callable[[dict[str, Any]], Awaitable[dict[str, Any]]] | None = None
        """Makes the answers instead, in its own time."""
        self.changes: dict[str, Any] = {}
        """Put over the answer."""
        self.reloads = 0
        self.details: list[str] = []
        """What it takes for contact details, and masks."""

    def _fault(self) -> HTTPResponse | None:
        if self.raw is not None or self.status != 200:
            body = self.raw if self.raw is not None else b"{}"
            return raw(body, status=self.status, content_type="application/json")
        return None

    async def _ready(self, _request: Request[Any, Any]) -> HTTPResponse:
        return self._fault() or json({"model": "fake-1"})

    async def _metrics(self, _request: Request[Any, Any]) -> HTTPResponse:
        return self._fault() or raw(NUMBERS, content_type="text/plain")

    async def _greeting(self, _request: Request[Any, Any]) -> HTTPResponse:
        return self._fault() or json({"replies": [reply("Hello, I am a program.")]})

    async def _message(self, request: Request[Any, Any]) -> HTTPResponse:
        call = request.json
        self.calls.append(call)
        self.asked.put_nowait(call["text"])
        conversation = call["conversation_id"]
        self.running[conversation] += 1
        self.overlaps += self.running[conversation] > 1
        try:
            await self.go_on.wait()
            if self.work:
                return json(await self.work(call))
        finally:
            self.running[conversation] -= 1
        return self._fault() or json(answer_to(call["text"], self.details) | self.changes)

    async def _embed(self, request: Request[Any, Any]) -> HTTPResponse:
        vectors = [vector_of(text) for text in request.json["texts"]]
        return self._fault() or json({"vectors": vectors})

    async def _understand(self, request: Request[Any, Any]) -> HTTPResponse:
        return self._fault() or json(answer_to(request.json["text"])["understood"])

    async def _reload(self, _request: Request[Any, Any]) -> HTTPResponse:
        self.reloads += 1
        return self._fault() or json({"model": "fake-2"})

    async def _forget(self, request: Request[Any, Any]) -> HTTPResponse:
        fault = self._fault()
        if fault is None:
            self.forgotten.append(request.json["conversation_id"])
        return fault or json({"events": 3})


def vector_of(text: str) -> list[float]:
    """Say what a text means: its words, each a direction of its own."""
    vector = [0.0] * WORDS
    for word in text.lower().strip("?!.").split():
        vector[sum(map(ord, word)) % WORDS] += 1.0
    length = sum(x * x for x in vector) ** 0.5 or 1.0
    return [x / length for x in vector]


def reply(text: str, details: Sequence[str] = ()) -> dict[str, Any]:
    """Make a reply as the engine's channel does."""
    return {
        "text": text,
        "masked": masked(text, details),
        "buttons": [{"title": "Does it hurt?", "payload": "does the procedure hurt"}],
        "topic": "faq/costs",
        "source": "Section 2",
        "reviewed_by": "",
        "reviewed_on": "",
        "version": "v1",
    }


def masked(text: str, details: Sequence[str]) -> str | None:
    """Mask details; None if there are none in it."""
    for detail in details:
        text = text.replace(detail, MASK)
    return text if MASK in text else None


def answer_to(text: str, details: Sequence[str] = ()) -> dict[str, Any]:
    """Answer a message by repeating it."""
    hidden = masked(text, details)
    ranking = [{"name": f"faq/{n}", "confidence": 0.9 / (n + 1)} for n in range(7)]
    return {
        "replies": [reply(f"You said: {text!r}", details), reply("Anything else?")],
        "understood": {
            "intent": "faq/costs",
            "confidence": 0.9,
            "topics": [{"name": "faq/costs", "confidence": 0.9, "text": hidden or text}],
            "ranking": ranking,
            "language": "en",
            "urgent": "bleeding" in text,
            "unanswered": False,
            "masked_text": hidden,
        },
        "active_form": None,
        "forget_details": False,
        "ms": 3.5,
        "model": "fake-1",
    }
