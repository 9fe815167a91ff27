"""The numbers of a real engine."""

from __future__ import annotations

import time

from prometheus_client.parser import text_string_to_metric_families

from tests.conversations.parts import Parts
from tests.conversations.test_parts_fail import said
from tests.plain_http import plain_http
from tests.web.visitor import Visitor
from web.engine_numbers import EngineNumbers


async def read(parts: Parts) -> tuple[str, dict[str, float]]:
    """Read the engine's page; gives its text, and its samples by name and labels."""
    async with plain_http(parts.engine_url) as http:
        text = (await http.get("/webhooks/door/metrics")).text
    samples = {
        " ".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    return text, samples


async def test_a_turn_is_counted(parts: Parts, visitor: Visitor) -> None:
    """Turns, their seconds, conversations in memory, the model; nothing of the visitor."""
    _, before = await read(parts)
    await said(visitor, "what are the risks of quaggas")
    text, after = await read(parts)
    for name in (
        "assistant_engine_turns_total answered",
        "assistant_engine_reading_seconds_count",
        "assistant_engine_dialogue_seconds_count",
    ):
        assert after[name] == before[name] + 1
    assert (
        after["assistant_engine_reading_seconds_sum"]
        > before["assistant_engine_reading_seconds_sum"]
    )
    assert after["assistant_engine_cached_conversations"] >= 1
    assert 0 < after["assistant_engine_model_loaded_timestamp_seconds"] < time.time()
    assert (
        after["assistant_engine_cpu_seconds_total"] > before["assistant_engine_cpu_seconds_total"]
    )
    assert after["assistant_engine_resident_memory_bytes"] > 1e8
    assert "quagga" not in text
    assert visitor.conversation not in text
    families = {family.name: family for family in EngineNumbers([text]).collect()}
    assert families["assistant_engine_up"].samples[0].value == 1
    assert families["assistant_engine_reading_seconds"].type == "histogram"
