"""One id leads through the lines of all parts that a message passed."""

from __future__ import annotations

import json
from typing import Any

from tests.conversations.parts import Parts
from tests.web.visitor import Visitor

WORDS = "Please call me back"


def lines_of(parts: Parts, request_id: str) -> dict[str, dict[str, Any]]:
    """Read the lines of one request, by their event."""
    written = parts.log.read_text(encoding="utf-8", errors="replace").splitlines()
    lines = [json.loads(line) for line in written if request_id in line]
    assert all(line["request"] == request_id for line in lines)
    return {line["event"]: line for line in lines}


async def test_one_id_in_all_parts(parts: Parts, visitor: Visitor) -> None:
    """The id in the visitor's answer stands in the lines of web, engine and action server."""
    answer = await visitor.send(WORDS)
    assert answer.status_code == 200
    found = lines_of(parts, answer.headers["x-request-id"])
    assert set(found) == {"request", "turn", "action"}
    assert all({"at", "level", "event"} <= set(line) for line in found.values())
    assert found["turn"]["reading_ms"] + found["turn"]["dialogue_ms"] <= found["turn"]["ms"] + 0.2
    assert "call me" not in json.dumps(found)


async def test_each_message_has_its_own(parts: Parts, visitor: Visitor) -> None:
    """No id is left over from the message before, though connections and tasks are used again."""
    first, second = await visitor.send("hello"), await visitor.send(WORDS)
    assert "action" not in lines_of(parts, first.headers["x-request-id"])
    assert "action" in lines_of(parts, second.headers["x-request-id"])


async def test_a_strangers_id_is_not_taken(parts: Parts, visitor: Visitor) -> None:
    """Without a proxy of ours in front nobody else names requests."""
    named = await visitor.ask(
        "GET", "messages?after=0", headers={"X-Request-ID": "0123456789abcdef0123456789abcdef"}
    )
    assert named.headers["x-request-id"] != "0123456789abcdef0123456789abcdef"
