"""Every error has the one shape, and every response its headers."""

from __future__ import annotations

import asyncio

import pytest

from tests.web.conftest import StartDoor
from tests.web.running import Running
from tests.web.visitor import Visitor, code_of
from web.headers import CSP

WRONG = [
    ("GET", "/nothing", 404, "not_found"),
    ("GET", "/api/nothing", 404, "not_found"),
    ("GET", "/api/chat", 404, "not_found"),
    ("GET", "/demo/../settings.py", 404, "not_found"),
    ("GET", "/widget/nothing.js", 404, "not_found"),
    ("GET", "/widget/%2e%2e/settings.py", 404, "not_found"),
    ("GET", "/widget/..%2fsettings.py", 404, "not_found"),
    ("GET", "/api/docs/assets/%2e%2e/__init__.py", 404, "not_found"),
    ("GET", "/%ff%00", 404, "not_found"),
    ("GET", "/api/docs/assets/%2F", 404, "not_found"),
    ("GET", "/api/docs/assets/a%00b", 404, "not_found"),
    ("GET", f"/demo/files/{'x' * 300}", 404, "not_found"),
    ("GET", f"/demo/{'x' * 300}", 404, "not_found"),
    ("PUT", "/api/chat/messages", 405, "method_not_allowed"),
    ("GET", "/api/chat/sessions", 405, "method_not_allowed"),
    ("POST", "/", 405, "method_not_allowed"),
    ("DELETE", "/healthz", 405, "method_not_allowed"),
    ("PATCH", "/api/chat/conversation", 405, "method_not_allowed"),
    ("BREW", "/api/chat/messages", 405, "method_not_allowed"),
    ("POST", "/api/chat/messages", 401, "no_token"),
    ("POST", "/api/chat/sessions", 400, "bad_json"),
]


@pytest.mark.parametrize(("method", "path", "status", "code"), WRONG)
async def test_one_shape(door: Running, method: str, path: str, status: int, code: str) -> None:
    """Wrong address, wrong method, wrong body: the same shape, and nothing repeated."""
    response = await door.http.request(method, path)
    assert (response.status_code, code_of(response)) == (status, code)
    assert "nothing" not in response.text.replace("nothing at this address", "")
    if status == 405:
        assert response.headers["allow"]


@pytest.mark.parametrize(
    "line",
    [
        b"GET",
        b"GET / HTTP/9.9",
        b"\x16\x03\x01\x02\x00",
        "GET /\u00e9 HTTP/1.1".encode(),
        b"POST /api/chat/sessions HTTP/1.1\r\nContent-Length: -5",
        b"POST /api/chat/sessions HTTP/1.1\r\nContent-Length: x",
        b"GET / HTTP/1.1\r\nHost: \xff\xfe",
        b"GET / HTTP/1.1\r\nX: " + b"y" * 20_000,
    ],
    ids=range(8),
)
async def test_what_is_not_http(door: Running, line: bytes) -> None:
    """Broken requests get a 4xx, and the next visitor is served."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(door.url.rsplit(":")[-1]))
    writer.write(line + b"\r\nConnection: close\r\n\r\n")
    answer = await reader.read()
    writer.close()
    assert not answer.startswith(b"HTTP/1.1 5"), answer
    if answer.startswith(b"HTTP/1.1 4"):
        assert b'{"error":{"code":' in answer
    assert (await door.http.get("/healthz")).status_code == 200


async def test_surprises_are_not_shown(
    door: Running, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours is a 500 in the one shape, without its details."""

    async def broken(*_args: object) -> None:
        raise RuntimeError("secret detail")

    with monkeypatch.context() as patch:
        patch.setattr("web.chat.history.read_messages", broken)
        response = await visitor.ask("GET", "messages")
    assert (response.status_code, code_of(response)) == (500, "failed")
    assert "secret" not in response.text
    assert len(await visitor.history()) == 1


@pytest.mark.parametrize(
    ("method", "header", "value", "status"),
    [
        ("GET", "Cookie", b"staff_session=\xff", 200),
        ("GET", "Cookie", b"staff_flash=\xff", 200),
        ("POST", "Cookie", b"staff_session=\xff", 403),
        ("POST", "X-CSRF-Token", b"\xff", 403),
    ],
)
async def test_headers_that_are_no_text(
    door: Running, method: str, header: str, value: bytes, status: int
) -> None:
    """The console reads bytes that are not UTF-8 as no session and no token."""
    given = {header.encode(): value}
    response = await door.http.request(method, "/staff/sign-in", headers=given)
    assert response.status_code == status
    assert "<h1" in response.text


async def test_refusals_are_no_failures(
    door: Running, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    """What is refused, files that are not there included, is no error in the log."""
    assert (await door.http.get("/demo/files/nothing")).status_code == 404
    assert (await visitor.ask("POST", "messages", json={})).status_code == 422
    assert [
        record for record in caplog.records if record.name == "assistant" and record.levelno > 30
    ] == []


@pytest.mark.parametrize("path", ["/", "/widget.js", "/nothing", "/api/chat/messages", "/healthz"])
async def test_headers(door: Running, path: str) -> None:
    """All responses, errors too, carry the policies; each has an id of its own."""
    first, second = await door.http.get(path), await door.http.get(path)
    assert first.headers["x-content-type-options"] == "nosniff"
    assert first.headers["referrer-policy"] == "no-referrer"
    assert first.headers["content-security-policy"] == CSP
    assert "unsafe" not in CSP
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    stored = "no-store" if path in ("/nothing", "/api/chat/messages", "/healthz") else "no-cache"
    assert first.headers["cache-control"] == stored


async def test_stopping(start_door: StartDoor) -> None:
    """While it stops, the door says so instead of taking messages."""
    async with start_door() as door:
        visitor = await Visitor(door.http).open()
        await door.door.tasks.drain(1)
        response = await visitor.send("hi")
        assert (response.status_code, code_of(response)) == (503, "restarting")
        assert response.headers["retry-after"] == "2"
        response = await door.http.get("/readyz")
        assert (response.status_code, code_of(response)) == (503, "stopping")
