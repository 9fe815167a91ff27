"""Speaks to the engine's own channel."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Annotated, TypeVar

import httpx
from prometheus_client import Histogram
from pydantic import BaseModel, Field, ValidationError

from logs import REQUEST_ID, REQUEST_ID_HEADER
from storage.answer import Answer
from storage.reply import Reply
from web.engine.engine_answer import EngineAnswer, Replies, to_replies
from web.engine.engine_error import EngineError
from web.engine.understanding import Understanding
from web.engine.vectors import Vectors

CHANNEL = "/webhooks/door"
MOST_CONNECTIONS = 200

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
        url: Base address, such as `http://127.0.0.1:5005`.
        seconds: Where the calls are timed, by call and outcome.
    """

    def __init__(self, url: str, seconds: Histogram | None = None) -> None:
        self._seconds = seconds
        self._http = httpx.AsyncClient(
            base_url=url + CHANNEL,
            # The caller's deadline covers the whole of it.
            timeout=None,  # noqa: S113
            limits=httpx.Limits(max_connections=MOST_CONNECTIONS),
            # The engine is next door: a proxy of the environment must not see this.
            trust_env=False,
        )

    async def ready(self, seconds: float) -> str:
        """Ask whether it can answer.

        Args:
            seconds: Longest wait.

        Returns:
            The name of its model.
        """
        return (await self._ask("GET", "/ready", _Ready, _deadline(seconds))).model

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
        answer = await self._ask("POST", "/message", EngineAnswer, deadline, body)
        return answer.to_storage()

    async def forget(self, conversation_id: str, seconds: float) -> None:
        """Make it forget a conversation.

        Args:
            conversation_id: The conversation.
            seconds: Longest wait.
        """
        body = {"conversation_id": conversation_id}
        await self._ask("POST", "/forget", _Forgotten, _deadline(seconds), body)

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

    async def reload(self, seconds: float) -> str:
        """Make it load its model file again; what it does meanwhile waits.

        Args:
            seconds: Longest wait.

        Returns:
            The name of the model that answers now.

        Raises:
            EngineError: It is not there, or the file is no model: the old one goes on.
        """
        return (await self._ask("POST", "/reload", _Ready, _deadline(seconds))).model

    async def close(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def _ask(
        self,
        method: str,
        path: str,
        shape: type[Shape],
        deadline: float,
        body: Mapping[str, str | list[str]] | None = None,
    ) -> Shape:
        """Send one request and time it."""
        started, outcome = time.perf_counter(), "left"  # cancelled, unless we hear of it below
        try:
            answer = await self._send(method, path, shape, deadline, body)
            outcome = "ok"
            return answer
        except EngineError as error:
            outcome = error.kind
            raise
        finally:
            if self._seconds:
                took = time.perf_counter() - started
                self._seconds.labels(path.strip("/"), outcome).observe(took)

    async def _send(
        self,
        method: str,
        path: str,
        shape: type[Shape],
        deadline: float,
        body: Mapping[str, str | list[str]] | None,
    ) -> Shape:
        """Send one request and check what comes back."""
        request_id = REQUEST_ID.get()
        headers = {REQUEST_ID_HEADER: request_id} if request_id else None
        try:
            async with asyncio.timeout_at(deadline):
                response = await self._http.request(method, path, json=body, headers=headers)
        except TimeoutError:
            raise EngineError("slow") from None
        except httpx.HTTPError:
            raise EngineError("down") from None
        if response.status_code != 200:
            raise EngineError("down" if response.status_code == 503 else "nonsense")
        try:
            return shape.model_validate_json(response.content)
        except ValidationError:
            raise EngineError("nonsense") from None


def _deadline(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds
