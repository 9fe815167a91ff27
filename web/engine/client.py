"""Speaks to the channel of the engine, or of several engines."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, TypeVar

from prometheus_client import Histogram
from pydantic import BaseModel, Field, ValidationError

from storage.answer import Answer
from storage.reply import Reply
from web.engine.engine_answer import EngineAnswer, Replies, to_replies
from web.engine.engine_error import EngineError
from web.engine.line import Body
from web.engine.lines import EngineLines
from web.engine.understanding import Understanding
from web.engine.vectors import Vectors

Shape = TypeVar("Shape", bound=BaseModel)


class _Greeting(BaseModel, strict=True):
    replies: Replies


class _Ready(BaseModel, strict=True):
    model: str


class _Forgotten(BaseModel, strict=True):
    events: Annotated[int, Field(ge=0)]


class EngineClient:
    """Asks the engine; every failure is an `EngineError`.

    Args:
        urls: Base addresses, such as `http://127.0.0.1:5005`; several engines share one database,
            and each conversation belongs to one of them.
        seconds: Where the calls are timed, by call and outcome.
    """

    def __init__(self, *urls: str, seconds: Histogram | None = None) -> None:
        self._lines = EngineLines(urls)
        self._seconds = seconds

    async def ready(self, seconds: float) -> str:
        """Ask whether any can answer.

        Args:
            seconds: Longest wait.

        Returns:
            The name of the model of the first one that can.
        """
        with self._timed("ready"):
            answers = await self._lines.ask_all("GET", "/ready", _deadline(seconds))
            return _read(_Ready, _first(answers)).model

    async def greeting(self, seconds: float) -> tuple[Reply, ...]:
        """Ask for the first words of a conversation.

        Args:
            seconds: Longest wait.

        Returns:
            The greeting.
        """
        answer = await self._ask("GET", "/greeting", _Greeting, _deadline(seconds))
        return to_replies(answer.replies)

    async def answer(
        self, conversation_id: str, message_id: str, text: str, deadline: float
    ) -> Answer:
        """Ask for the answer to a message.

        Args:
            conversation_id: The conversation.
            message_id: The browser's UUID of the message.
            text: The message; what it says is data to the engine, never a command.
            deadline: When to give up, on the clock of the event loop, in seconds.

        Returns:
            At least one reply, and what was understood.
        """
        body = {"conversation_id": conversation_id, "message_id": message_id, "text": text}
        answer = await self._ask(
            "POST", "/message", EngineAnswer, deadline, body, key=conversation_id
        )
        return answer.to_storage()

    async def forget(self, conversation_id: str, seconds: float) -> None:
        """Make all of them forget a conversation: each may hold it in memory.

        Args:
            conversation_id: The conversation.
            seconds: Longest wait.

        Raises:
            EngineError: None answered, or one that runs did not: it must be asked again.
        """
        body = {"conversation_id": conversation_id}
        with self._timed("forget"):
            answers = await self._lines.ask_all("POST", "/forget", _deadline(seconds), body)
            for answer in answers:
                # What is down holds nothing in memory.
                if isinstance(answer, EngineError) and answer.kind != "down":
                    raise answer
            _read(_Forgotten, _first(answers))

    async def understand(self, text: str, seconds: float) -> Understanding:
        """Ask what it makes of a text, outside any conversation.

        Args:
            text: The text; nothing of it is kept.
            seconds: Longest wait.

        Returns:
            Topics, confidence and runners-up.
        """
        return await self._ask(
            "POST", "/understand", Understanding, _deadline(seconds), {"text": text}
        )

    async def embed(self, texts: Sequence[str], seconds: float) -> list[list[float]]:
        """Ask what texts mean.

        Args:
            texts: The texts; nothing of them is kept.
            seconds: Longest wait.

        Returns:
            A vector of length 1 for each text.

        Raises:
            EngineError: It is not there, or gives another number of vectors.
        """
        body = {"texts": list(texts)}
        found = await self._ask("POST", "/embed", Vectors, _deadline(seconds), body)
        if len(found.vectors) != len(texts):
            raise EngineError("nonsense")
        return found.vectors

    async def metrics(self, seconds: float) -> list[str | None]:
        """Ask each engine for its numbers.

        Args:
            seconds: Longest wait.

        Returns:
            What each told in Prometheus's text form, in their order; None: it did not answer.
        """
        answers = await self._lines.ask_all("GET", "/metrics", _deadline(seconds))
        return [
            answer.decode(errors="replace") if isinstance(answer, bytes) else None
            for answer in answers
        ]

    async def close(self) -> None:
        """Close all connections."""
        await self._lines.close()

    async def _ask(
        self,
        method: str,
        path: str,
        shape: type[Shape],
        deadline: float,
        body: Body | None = None,
        key: str = "",
    ) -> Shape:
        """Send one request and check what comes back."""
        with self._timed(path.strip("/")):
            return _read(shape, await self._lines.ask(method, path, deadline, body, key))

    @contextmanager
    def _timed(self, call: str) -> Iterator[None]:
        """Time a call, under how it ended."""
        started, outcome = time.perf_counter(), "left"  # cancelled, unless we hear of it below
        try:
            yield
            outcome = "ok"
        except EngineError as error:
            outcome = error.kind
            raise
        finally:
            if self._seconds:
                self._seconds.labels(call, outcome).observe(time.perf_counter() - started)


def _first(answers: Sequence[bytes | EngineError]) -> bytes:
    """Give the first answer; if there is none, raise the first failure."""
    for answer in answers:
        if isinstance(answer, bytes):
            return answer
    failure = answers[0]
    assert isinstance(failure, EngineError)  # noqa: S101 - for the type checker
    raise failure


def _read(shape: type[Shape], answer: bytes) -> Shape:
    try:
        return shape.model_validate_json(answer)
    except ValidationError:
        raise EngineError("nonsense") from None


def _deadline(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds
