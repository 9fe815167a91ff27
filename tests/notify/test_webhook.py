"""The webhook over a real HTTP server: signed, repeatable, never redirected."""

from __future__ import annotations

import asyncio
import re
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from notify.delivery_error import DeliveryError
from notify.webhook_sender import WebhookSender
from tests.notify.certificate import make_certificate
from tests.notify.clock import Clock
from tests.notify.conftest import make_settings
from tests.notify.hook_server import hook_server, is_signed
from tests.notify.notices import lead, urgent
from tests.stack import free_ports


def sender(url: str) -> WebhookSender:
    """Make a sender for an address."""
    return WebhookSender(make_settings(hook_url=url))


async def failure(hook: WebhookSender) -> tuple[str, bool]:
    """Send where it must fail; gives the code and whether it is for good."""
    with pytest.raises(DeliveryError) as caught:
        await hook.send(lead())
    assert caught.value.__cause__ is None
    return caught.value.code, caught.value.refused


async def test_new_request() -> None:
    """Event, reference, time and link, as JSON; `text` is for chat programs."""
    async with hook_server() as server:
        await sender(server.url).send(lead())
    (request,) = server.requests
    link = "https://console.clinic.example.org/staff/leads/KX-4821"
    assert request.json == {
        "event": "lead",
        "reference": "KX-4821",
        "created_at": "2026-11-24T09:30:00+00:00",
        "link": link,
        "text": f"New request for a call (KX-4821): {link}",
    }
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Idempotency-Key"] == lead().idempotency_key


async def test_urgent_message() -> None:
    """The link holds the notice's own id, not the conversation's."""
    async with hook_server() as server:
        await sender(server.url).send(urgent())
    (request,) = server.requests
    assert request.json["link"] == "https://console.clinic.example.org/staff/urgent/12"
    assert request.json["reference"] is None
    assert b"c" * 32 not in request.body


async def test_signature() -> None:
    """The receiver can check who sent it, when, and that nothing was changed."""
    clock = Clock()
    async with hook_server() as server:
        await WebhookSender(make_settings(hook_url=server.url), clock).send(lead())
    (request,) = server.requests
    moment = int(clock().timestamp())
    assert re.fullmatch(rf"t={moment},v1=[0-9a-f]{{64}}", request.headers["X-Signature"])
    assert is_signed(request)
    assert not is_signed(request, "another secret")
    request.body += b" "
    assert not is_signed(request)


async def test_a_repeat_can_be_recognised() -> None:
    """Another try has the same key and body, and a signature of its own time."""
    clock = Clock()
    async with hook_server() as server:
        hook = WebhookSender(make_settings(hook_url=server.url), clock)
        await hook.send(lead())
        clock.go_on(timedelta(hours=1))
        await hook.send(lead())
    first, second = server.requests
    assert first.body == second.body
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
    assert first.headers["X-Signature"] != second.headers["X-Signature"]
    assert is_signed(second)


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        (301, True),
        (400, True),
        (401, True),
        (404, True),
        (410, True),
        (408, False),
        (425, False),
        (429, False),
        (500, False),
        (503, False),
    ],
)
async def test_answers(status: int, refused: bool) -> None:
    """What may pass is tried for a day, what will not is given up sooner."""
    async with hook_server() as server:
        server.status = status
        assert await failure(sender(server.url)) == (f"http_{status}", refused)
    assert len(server.keys) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_not_followed(status: int) -> None:
    """Nobody can lead a notice elsewhere."""
    async with hook_server() as server, hook_server() as elsewhere:
        server.status = status
        server.headers = {"Location": elsewhere.url}
        assert await failure(sender(server.url)) == (f"http_{status}", True)
    assert elsewhere.keys == []


async def test_no_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of this machine do not lead it elsewhere."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_ports(1)[0]}")
    async with hook_server() as server:
        await sender(server.url).send(lead())
    assert len(server.requests) == 1


async def test_nobody_listens() -> None:
    """It may pass."""
    assert await failure(sender(f"http://127.0.0.1:{free_ports(1)[0]}")) == ("connect", False)


async def test_server_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait has an end."""
    monkeypatch.setattr("notify.webhook_sender.SEND_SECONDS", 0.3)
    async with hook_server() as server:
        server.go_on.clear()
        assert await failure(sender(server.url)) == ("timeout", False)


async def test_server_drops_the_connection() -> None:
    """A request without an answer is not one that was accepted."""

    async def drop(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with await asyncio.start_server(drop, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert await failure(sender(f"http://127.0.0.1:{port}")) == ("disconnected", False)


async def test_endless_answer_is_not_read() -> None:
    """Only the status counts."""

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n" + b"x" * 1000)

    async with await asyncio.start_server(flood, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        await sender(f"http://127.0.0.1:{port}").send(lead())


@pytest.mark.parametrize("trusted", [True, False])
async def test_certificate_is_checked(
    trusted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over https only a server whose certificate is trusted gets a notice."""
    context = make_certificate(tmp_path / "server.pem")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    listener = socket.create_server(("127.0.0.1", 0))
    async with await asyncio.start_server(accept, sock=listener, ssl=context):
        hook = sender(f"https://127.0.0.1:{listener.getsockname()[1]}")
        if trusted:
            await hook.send(lead())
        else:
            assert await failure(hook) == ("tls", False)
