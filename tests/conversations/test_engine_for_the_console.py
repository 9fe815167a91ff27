"""What the console asks of the real engine: meanings, readings, and its model loaded again."""

from __future__ import annotations

import asyncio
import uuid

from improve.engines import reload_engines
from tests.plain_http import plain_http
from tests.stack import Stack
from web.engine.client import EngineClient

SECONDS = 60


async def test_meanings_and_readings(stack: Stack) -> None:
    """Questions that ask the same mean nearly the same; a reading leaves no conversation."""
    client = EngineClient(stack.engine_url)
    swim, pool, parking = await client.embed(
        ["when can I swim again", "is a pool ok afterwards", "where do I park"], SECONDS
    )
    read = await client.understand("what are the risks?", SECONDS)
    await client.close()

    def near(one: list[float], other: list[float]) -> float:
        return sum(a * b for a, b in zip(one, other, strict=True))

    assert near(swim, pool) > near(swim, parking)
    assert [topic.name for topic in read.topics] == ["faq/risks"]


async def test_messages_are_answered_while_the_model_is_loaded(stack: Stack) -> None:
    """Messages sent while the model is loaded again are answered, and so is one after it."""
    client = EngineClient(stack.engine_url)
    async with plain_http(stack.base_url) as http:
        session = (await http.post("/api/chat/sessions", json={})).json()
        headers = {"Authorization": f"Bearer {session['token']}"}

        async def ask(text: str) -> list[str]:
            body = {"id": str(uuid.uuid4()), "text": text}
            answer = await http.post("/api/chat/messages", json=body, headers=headers)
            return [topic["name"] for topic in answer.json()["topics"]]

        before = await client.ready(SECONDS)
        loading = asyncio.create_task(reload_engines([stack.engine_url]))
        during = []
        while not loading.done():
            during += await ask("what are the risks?")
        assert await loading == "The running assistant answers with it now."
        assert set(during) == {"faq/risks"}
        assert await client.ready(SECONDS) == before
        assert await ask("how much does it cost?") == ["ask_clinic/cost"]
    await client.close()
