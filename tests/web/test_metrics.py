"""`/metrics` tells how it goes, to Prometheus alone, and names nobody."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from storage.notices import add_notices
from storage.tables.notice import URGENT
from tests.web.conftest import StartDoor
from tests.web.fake_engine import FakeEngine, answer_to
from tests.web.running import Running
from tests.web.visitor import Visitor, code_of

TOKEN = "a token of Prometheus, 32 letters or more"
OPEN = {"metrics_token": SecretStr(TOKEN)}


async def read(door: Running) -> tuple[str, dict[str, float]]:
    """Read the page as Prometheus does; gives its text, and its samples by name and labels."""
    answer = await door.http.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200, answer.text
    samples = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            labels = ",".join(value for _, value in sorted(sample.labels.items()))
            samples[f"{sample.name} {labels}".strip()] = sample.value
    return answer.text, samples


async def test_it_is_not_there_without_a_token(door: Running) -> None:
    """As it comes there is no such page, whatever is sent along."""
    for token in ("wrong", TOKEN):
        answer = await door.http.get("/metrics", headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, code_of(answer)) == (404, "not_found")


@pytest.mark.parametrize("given", [None, "", "Bearer", f"Bearer {TOKEN}x", TOKEN, "Bearer \xe9"])
async def test_a_wrong_token(start_door: StartDoor, given: str | None) -> None:
    """Whoever has not the token sees no number."""
    headers = {} if given is None else {b"Authorization": given.encode()}
    async with start_door(**OPEN) as door:
        answer = await door.http.get("/metrics", headers=headers)
    assert (answer.status_code, code_of(answer)) == (401, "no_token")


async def test_turns_by_outcome(start_door: StartDoor, engine: FakeEngine) -> None:
    """Answered, not understood, and each reason for the honest line are told apart and timed."""
    async with start_door(**OPEN) as door:
        visitor = await Visitor(door.http).open()
        await visitor.send("hi")
        understood = answer_to("hi")["understood"] | {"unanswered": True}
        engine.changes = {"understood": understood}
        await visitor.send("hi")
        engine.raw = b"nonsense"
        await visitor.send("hi")
        _, samples = await read(door)
    assert samples["assistant_turns_total answered"] == 1
    assert samples["assistant_turns_total fallback"] == 1
    assert samples["assistant_turns_total nonsense"] == 1
    assert samples["assistant_turn_seconds_count"] == 3
    assert samples["assistant_engine_call_seconds_count message,ok"] == 2
    assert samples["assistant_engine_call_seconds_count message,nonsense"] == 1
    assert samples["assistant_requests_total POST,/api/chat/messages,200"] == 3


async def test_no_label_tells_of_a_visitor(start_door: StartDoor) -> None:
    """Neither words, ids, addresses nor paths and methods that somebody made up."""
    async with start_door(**OPEN) as door:
        visitor = await Visitor(door.http).open()
        await visitor.send("xylophone")
        await door.http.get("/xylophone?q=xylophone")
        await door.http.request("XYLOPHONE", "/api/chat/messages")
        await door.http.get("/demo/xylophone")
        text, samples = await read(door)
    assert "xylophone" not in text.lower()
    assert visitor.conversation not in text
    assert "127.0.0.1" not in text
    assert samples["assistant_requests_total none,none,404"] >= 1


async def test_what_waits_for_the_clinic(start_door: StartDoor) -> None:
    """The outbox and its oldest notice are those of the database, at the moment of the look."""
    async with start_door(**OPEN) as door:
        visitor = await Visitor(door.http).open()
        _, samples = await read(door)
        assert samples["assistant_outbox_notices pending"] == 0
        assert samples["assistant_outbox_oldest_seconds"] == 0
        before = datetime.now(UTC)
        async with door.door.database.write() as session:
            await add_notices(session, ["email", "webhook"], URGENT, visitor.conversation)
        _, samples = await read(door)
        passed = (datetime.now(UTC) - before).total_seconds()
    assert samples["assistant_outbox_notices pending"] == 2
    assert 0 < samples["assistant_outbox_oldest_seconds"] <= passed
    assert samples["assistant_outbox_notices dead"] == 0
    assert samples["assistant_leads"] == 0
    assert samples["assistant_database_up"] == 1


async def test_who_waits(start_door: StartDoor, engine: FakeEngine) -> None:
    """A message that waits for the one before is counted while it waits, not after."""
    async with start_door(**OPEN) as door:
        visitor = await Visitor(door.http).open()
        engine.go_on.clear()
        sends = [asyncio.create_task(visitor.send("hi"))]
        await engine.asked.get()
        sends.append(asyncio.create_task(visitor.send("hi again")))
        while (await read(door))[1]["assistant_locks_waiting"] != 1:
            pass
        engine.go_on.set()
        await asyncio.gather(*sends)
        _, samples = await read(door)
    assert samples["assistant_locks_waiting"] == 0
    # The look itself takes one.
    assert samples["assistant_database_connections_in_use"] <= 1


async def test_without_the_database(start_door: StartDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is away is told as a number; the others are still there."""

    async def away(*_args: object) -> None:
        raise OSError

    async with start_door(**OPEN) as door:
        monkeypatch.setattr("web.metrics_page.Backlog.read", away)
        _, samples = await read(door)
    assert samples["assistant_database_up"] == 0
    assert samples["process_open_fds"] > 0


async def test_engines_by_number(
    start_door: StartDoor, engine_server: tuple[FakeEngine, str]
) -> None:
    """Each engine's own numbers stand under its place in ENGINE_URL; one that is away is told."""
    async with start_door(**OPEN, engine_url=f"{engine_server[1]},http://127.0.0.1:9") as door:
        text, samples = await read(door)
    assert samples["assistant_engine_up 1"] == 1
    assert samples["assistant_engine_up 2"] == 0
    assert samples["assistant_engine_turns_total 1,answered"] == 7
    assert samples["assistant_engine_cached_conversations 1"] == 3
    assert "127.0.0.1" not in text


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"a{", b'a{b="', b"\xff\xfe 1 2 3", b"assistant x y z"]
)
async def test_an_engine_that_talks_nonsense(
    start_door: StartDoor, engine: FakeEngine, raw: bytes
) -> None:
    """Whatever it tells, our own numbers are shown."""
    engine.raw = raw
    async with start_door(**OPEN) as door:
        _, samples = await read(door)
    assert samples["assistant_engine_up 1"] == 0
    assert samples["assistant_database_up"] == 1
