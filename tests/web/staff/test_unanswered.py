"""Unanswered: what colleagues see of clusters, and what they may decide."""

from __future__ import annotations

import pytest
import pytest_asyncio

from storage.review.clusters import cluster_counts
from storage.review.corrections import list_corrections
from storage.tables.correction import PROPOSED
from storage.tables.question_cluster import ANSWERED, FIXED, LEFT, OPEN, WANTED
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.staff.colleague import Colleague, is_sent_to_sign_in
from tests.web.visitor import Visitor
from web.engine.client import EngineClient
from web.engine.engine_error import EngineError

MISSED = {"intent": "nlu_fallback", "confidence": 0.2, "unanswered": True, "topics": []}


async def miss(console: Running, engine: FakeEngine, *texts: str) -> list[Visitor]:
    """Ask questions that the engine does not understand, each in a conversation of its own."""
    visitors = []
    ranking = [{"name": "faq/risks", "confidence": 0.2}, {"name": "greet", "confidence": 0.19}]
    understood = MISSED | {"ranking": ranking}
    engine.changes = {"understood": understood}
    for text in texts:
        visitors.append(await Visitor(console.http).open())
        await visitors[-1].send(text)
    engine.changes = {}
    return visitors


@pytest_asyncio.fixture
async def cluster(console: Running, engine: FakeEngine) -> str:
    """Path of a cluster of two questions."""
    await miss(console, engine, "may visitors swim afterwards", "may visitors swim afterwards?")
    assert await console.door.sorter.sort() == 2
    return "/staff/unanswered/1"


async def counts(console: Running) -> dict[str, int]:
    """Count the clusters of each state."""
    async with console.door.database.read() as session:
        return await cluster_counts(session)


async def test_list(viewer: Colleague, outsider: Colleague, cluster: str) -> None:
    """All who are signed in see what is asked and by how many; nobody else does."""
    page = await viewer.get("/staff/unanswered")
    assert "may visitors swim afterwards" in page.text
    assert "2 people" in page.text
    assert "2 left no request" in page.text
    assert is_sent_to_sign_in(await outsider.get("/staff/unanswered"))


async def test_one_cluster(viewer: Colleague, reviewer: Colleague, cluster: str) -> None:
    """A viewer reads; a reviewer is offered the likeliest topics, and none that says hello."""
    page = (await viewer.get(cluster)).text
    assert page.count("may visitors swim afterwards") > 2
    assert '<form method="post" action="/staff/unanswered' not in page
    page = (await reviewer.get(cluster)).text
    assert 'value="faq/risks" data-digit="1"' in page
    assert 'value="greet"' not in page


async def test_topic(reviewer: Colleague, console: Running, cluster: str) -> None:
    """All questions of the cluster wait in the review queue; the audit log says who did it."""
    response = await reviewer.post(f"{cluster}/topic", topic="faq/risks")
    assert response.status_code == 303
    async with console.door.database.read() as session:
        waiting = await list_corrections(session, PROPOSED)
    assert [one.correction.topic for one in waiting] == ["faq/risks"] * 2
    assert await counts(console) == {ANSWERED: 1}


@pytest.mark.parametrize("topic", ["", "faq/none", "greet", "../etc"])
async def test_unknown_topic(
    reviewer: Colleague, console: Running, cluster: str, topic: str
) -> None:
    """Only topics of the list."""
    assert (await reviewer.post(f"{cluster}/topic", topic=topic)).status_code == 422
    assert await counts(console) == {OPEN: 1}


async def test_other_decisions(reviewer: Colleague, console: Running, cluster: str) -> None:
    """A new topic, leave it, and back on the list."""
    await reviewer.post(f"{cluster}/wish", wish="Say when one may <b>swim</b>.")
    assert await counts(console) == {WANTED: 1}
    page = (await reviewer.get("/staff/unanswered?state=wanted")).text
    assert "Say when one may &lt;b&gt;swim&lt;/b&gt;." in page
    await reviewer.post(f"{cluster}/leave")
    assert await counts(console) == {LEFT: 1}
    await reviewer.post(f"{cluster}/reopen")
    assert await counts(console) == {OPEN: 1}


@pytest.mark.parametrize("action", ["topic", "wish", "leave", "reopen"])
async def test_no_such_cluster(reviewer: Colleague, action: str) -> None:
    """Joined, erased or never there: a page that says so."""
    for number in ("99", "99999999999999999999"):
        path = f"/staff/unanswered/{number}/{action}"
        response = await reviewer.post(path, topic="faq/risks", wish="something")
        assert response.status_code == 404
        assert "put together with others" in response.text


async def test_fixed_and_missed_again(
    reviewer: Colleague, console: Running, engine: FakeEngine, cluster: str
) -> None:
    """A fixed cluster is on the list again when the question is asked and missed once more."""
    from storage.review.clusters import set_state

    async with console.door.database.write() as session:
        await set_state(session, [1], FIXED)
    await miss(console, engine, "may visitors swim afterwards please")
    await console.door.sorter.sort()
    assert await counts(console) == {OPEN: 1}
    assert "Missed again" in (await reviewer.get("/staff/unanswered")).text


async def test_one_message(
    reviewer: Colleague, viewer: Colleague, console: Running, cluster: str
) -> None:
    """One message is corrected by itself; a viewer may not."""
    assert (await viewer.post("/staff/messages/2/topic", topic="faq/risks")).status_code == 403
    response = await reviewer.post("/staff/messages/2/topic", topic="faq/safety")
    assert response.headers["location"].startswith("/staff/conversations/")
    assert (await reviewer.post("/staff/messages/99/topic", topic="faq/safety")).status_code == 404
    async with console.door.database.read() as session:
        (one,) = await list_corrections(session, PROPOSED)
    assert one.correction.topic == "faq/safety"


async def test_engine_is_down(console: Running, engine: FakeEngine) -> None:
    """Questions wait until the engine tells what they mean; nothing is lost."""
    await miss(console, engine, "is there parking")
    engine.status = 503
    with pytest.raises(EngineError):
        await console.door.sorter.sort()
    engine.status = 200
    assert await console.door.sorter.sort() == 1


@pytest.mark.parametrize("body", [b"[]", b'{"vectors": []}', b'{"vectors": [["a"]]}'])
async def test_engine_talks_nonsense(engine: FakeEngine, console: Running, body: bytes) -> None:
    """Too few vectors, or none: not taken."""
    engine.raw = body
    client = EngineClient(console.door.settings.engine_url)
    with pytest.raises(EngineError, match="nonsense"):
        await client.embed(["one"], 5)
    await client.close()


async def test_understand(engine: FakeEngine, console: Running) -> None:
    """The client reads a text without a conversation."""
    assert (await console.door.engine.understand("is it bleeding", 5)).urgent
    assert engine.calls == []


async def test_many_are_sorted_in_rounds(
    console: Running, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backlog is sorted piece by piece, and what comes after it is found as well."""
    monkeypatch.setattr("web.staff.unanswered.sorter.MOST_A_ROUND", 2)
    await miss(console, engine, "may I swim", "is there parking", "do you sell gifts")
    assert [await console.door.sorter.sort() for _ in range(3)] == [2, 1, 0]
    await miss(console, engine, "is a wig fine")
    assert await console.door.sorter.sort() == 1
    assert await counts(console) == {OPEN: 4}
