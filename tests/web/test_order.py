"""Ten quick messages in one conversation, again and again; `make chaos PART=order` 100 times."""

from __future__ import annotations

import asyncio
import os
import random

import pytest

from tests.web.conftest import StartDoor
from tests.web.fake_engine import FakeEngine, answer_to
from tests.web.visitor import Visitor

ROUNDS = int(os.environ.get("CHAOS_COUNT") or 8)
MESSAGES = 10
SLOWEST = 0.02  # seconds that the engine takes for a message


@pytest.mark.parametrize("kind", ["sqlite_url", "postgres_url"])
async def test_ten_quick_messages(
    start_door: StartDoor, engine: FakeEngine, kind: str, request: pytest.FixtureRequest
) -> None:
    """The engine gets one at a time, in the order of their numbers; each has its own reply."""
    chance = random.Random(5)

    async def slowly(call: dict[str, str]) -> dict[str, object]:
        await asyncio.sleep(chance.random() * SLOWEST)
        return answer_to(call["text"])

    engine.work = slowly
    async with start_door(database_url=request.getfixturevalue(kind)) as door:
        for number in range(ROUNDS):
            visitor = await Visitor(door.http).open()
            texts = [f"{number}.{message}" for message in range(MESSAGES)]
            answers = await asyncio.gather(*(visitor.send(text) for text in texts))
            asked = [call["text"] for call in engine.calls[-MESSAGES:]]
            assert engine.overlaps == 0
            stored = {message["seq"]: message for message in await visitor.history()}
            assert sorted(stored) == list(range(1, len(stored) + 1))
            for text, answer in zip(texts, answers, strict=True):
                body = answer.json()
                assert stored[body["seq"]]["text"] == text
                assert body["replies"][0]["text"] == f"You said: {text!r}"
            seqs = {answer.json()["seq"]: text for text, answer in zip(texts, answers, strict=True)}
            assert asked == [seqs[seq] for seq in sorted(seqs)]
            if number % 10 == 9:
                print(f"{(number + 1) * MESSAGES} quick messages in order", flush=True)
