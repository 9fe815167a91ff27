"""Whatever is sent: a clear refusal or an ordinary answer, never a 5xx, never silence."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.visitor import Visitor, code_of, new_id

ID = "7b0f9a2e-98a1-4d0e-8c57-2d3d8d9f9b11"

# The door is the same for all examples, and for all tests: it must survive them.
hostile = hypothesis_settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
fields = st.sampled_from(
    ["id", "text", "button", "seq", "helpful", "comment", "page", "sender", "metadata"]
)
bodies = st.dictionaries(fields, values | st.just(ID), max_size=5)
paths = st.sampled_from(["sessions", "messages", "feedback"])

BAD_BODIES: list[tuple[bytes, int, str]] = [
    (b"", 400, "bad_json"),
    (b"{", 400, "bad_json"),
    (b'{"id": "' + ID.encode() + b'", "text": "\xff"}', 400, "bad_json"),
    (b'{"id": "' + ID.encode() + b'", "text": "\\ud800"}', 400, "bad_json"),
    (b'{"id": "' + ID.encode() + b'", "text": "\xed\xa0\x80"}', 400, "bad_json"),
    (b'{"id": "' + ID.encode() + b'", "text": "a\\u0000b"}', 422, "bad_characters"),
    (b'{"id": "' + ID.encode() + b'", "text": "a\x00b"}', 400, "bad_json"),
    (b'{"id": "' + ID.encode() + b'", "button": "a\\u0000b"}', 422, "bad_characters"),
    (b"[" * 8000, 400, "bad_json"),
    (b'{"a":' * 1500, 400, "bad_json"),
    (b"[]", 422, "bad_body"),
    (b"null", 422, "bad_body"),
    (b'"text"', 422, "bad_body"),
    (b"1e999", 422, "bad_body"),
]
BAD_MESSAGES: list[tuple[dict[str, Any], str]] = [
    ({}, "bad_body"),
    ({"id": ID}, "bad_body"),
    ({"text": "hi"}, "bad_body"),
    ({"id": ID, "text": "hi", "button": "b"}, "bad_body"),
    ({"id": ID, "text": None}, "bad_body"),
    ({"id": ID, "text": 7}, "bad_body"),
    ({"id": ID, "text": ["hi"]}, "bad_body"),
    ({"id": ID, "text": {"a": "b"}}, "bad_body"),
    ({"id": 7, "text": "hi"}, "bad_body"),
    ({"id": "x" * 36, "text": "hi"}, "bad_body"),
    ({"id": "../../etc/passwd", "text": "hi"}, "bad_body"),
    ({"id": ID, "button": ""}, "bad_body"),
    ({"id": ID, "button": "x" * 33}, "bad_body"),
    ({"id": ID, "text": "hi", "sender": "admin"}, "unknown_field"),
    ({"id": ID, "text": "hi", "metadata": {}}, "unknown_field"),
    ({"id": ID, "text": "x" * 1001}, "text_too_long"),
    ({"id": ID, "text": "脱" * 1001}, "text_too_long"),
]


@pytest.mark.parametrize(("body", "status", "code"), BAD_BODIES, ids=range(len(BAD_BODIES)))
async def test_bad_bodies(
    visitor: Visitor, engine: FakeEngine, body: bytes, status: int, code: str
) -> None:
    """What is not JSON, not UTF-8 or not text is refused; nothing is stored."""
    response = await visitor.ask("POST", "messages", content=body)
    assert (response.status_code, code_of(response)) == (status, code)
    assert engine.calls == []
    assert len(await visitor.history()) == 1


@pytest.mark.parametrize(("body", "code"), BAD_MESSAGES, ids=range(len(BAD_MESSAGES)))
async def test_bad_messages(visitor: Visitor, body: dict[str, Any], code: str) -> None:
    """What is no message is refused, and the refusal does not repeat what was sent."""
    response = await visitor.ask("POST", "messages", json=body)
    assert (response.status_code, code_of(response)) == (422, code)
    assert "passwd" not in response.text
    assert len(await visitor.history()) == 1


@pytest.mark.parametrize(
    "page", ["", "hair", "https://a.example/b", "/a?name=maria", "/a#b", "/" + "a" * 200, "/\0", 7]
)
async def test_bad_pages(door: Running, page: object) -> None:
    """A page is a path, without what a query may hold."""
    response = await door.http.post("/api/chat/sessions", json={"page": page})
    assert response.status_code == 422
    code_of(response)


@pytest.mark.parametrize(
    "body",
    [
        {"seq": True, "helpful": True},
        {"seq": "1", "helpful": True},
        {"seq": 0, "helpful": True},
        {"seq": 10**30, "helpful": True},
        {"seq": 1, "helpful": 1},
        {"seq": 1, "helpful": True, "comment": "x" * 501},
        {"seq": 1, "helpful": True, "comment": "a\0"},
        {"seq": 1},
    ],
)
async def test_bad_feedback(visitor: Visitor, body: dict[str, Any]) -> None:
    """Wrong types, numbers out of range and long comments are refused."""
    response = await visitor.ask("POST", "feedback", json=body)
    assert response.status_code == 422
    code_of(response)


@pytest.mark.parametrize("after", ["-1", "x", "1e3", "1.5", "9" * 40, "", "٣", "1\0"])
async def test_bad_after(visitor: Visitor, after: str) -> None:
    """Only the number of a message will do; an empty one is none."""
    response = await visitor.ask("GET", "messages", params={"after": after})
    assert response.status_code == (200 if after == "" else 422)


async def test_body_of_8_kb_and_more(visitor: Visitor) -> None:
    """Up to 8 KB is read, one byte more is refused, announced or not."""
    start = b'{"id": "' + new_id().encode() + b'", "text": "hi"'
    fits = start + b" " * (8192 - len(start) - 1) + b"}"
    assert (await visitor.ask("POST", "messages", content=fits)).status_code == 200

    async def in_parts(size: int) -> Any:
        for _ in range(size // 1024 + 1):
            yield b" " * 1024

    for content in (fits + b" ", b"x" * 100_000, in_parts(10_000)):
        response = await visitor.ask("POST", "messages", content=content)
        assert (response.status_code, code_of(response)) == (413, "body_too_large")


async def test_huge_body_is_refused_before_it_is_sent(door: Running) -> None:
    """Who announces 20 MB is answered at once."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(door.url.rsplit(":")[-1]))
    writer.write(b"POST /api/chat/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n")
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"body_too_large"' in answer


@hostile
@given(path=paths, body=bodies)
async def test_any_json(door: Running, visitor: Visitor, path: str, body: dict[str, Any]) -> None:
    """Any JSON object is taken or refused in the one shape."""
    content = json.dumps(body).encode()
    await check(visitor, path, content)


@hostile
@given(path=paths, content=st.binary(max_size=200))
async def test_any_bytes(door: Running, visitor: Visitor, path: str, content: bytes) -> None:
    """Any bytes are refused in the one shape."""
    await check(visitor, path, content)


@hostile
@given(text=st.text(max_size=60))
async def test_any_text(visitor: Visitor, text: str) -> None:
    """Any text without NUL gets an answer and reads back as it was."""
    response = await visitor.send(text)
    if "\0" in text:
        assert code_of(response) == "bad_characters"
        return
    answer = response.json()
    assert answer["replies"]
    stored = await visitor.history(answer["seq"] - 1)
    assert stored[0]["text"] == text


@hostile
@given(token=st.text(st.characters(min_codepoint=0x21, max_codepoint=0xFF), max_size=80))
async def test_any_token(door: Running, token: str) -> None:
    """No token but ours opens anything, and none breaks anything."""
    shown = b"Bearer x" + token.replace("\x7f", "").encode("latin-1")
    response = await door.http.get("/api/chat/messages", headers={b"authorization": shown})
    assert response.status_code in (400, 401)
    code_of(response)


async def check(visitor: Visitor, path: str, content: bytes) -> None:
    """Send a body: success, or a 4xx in the one shape."""
    response = await visitor.ask("POST", path, content=content)
    assert response.status_code < 500, (path, content)
    if response.status_code >= 400:
        code_of(response)
