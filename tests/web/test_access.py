"""Who may speak: tokens, origins, rates."""

from __future__ import annotations

import base64

import pytest
from itsdangerous import Signer, URLSafeSerializer

from tests.web.conftest import SECRET, StartDoor
from tests.web.running import Running
from tests.web.visitor import Visitor, code_of, new_id
from web.chat.tokens import CONVERSATION_ID, Tokens

GUARDED = [
    ("POST", "messages"),
    ("GET", "messages"),
    ("POST", "feedback"),
    ("GET", "export"),
    ("DELETE", "conversation"),
]
FRIEND = "https://www.clinic.example"
FOREIGN = ["https://evil.example", "null", "", "http://[", f"{FRIEND}.evil.example", "x" * 500]


def forged_tokens(token: str) -> list[str]:
    """Make tokens that are almost right."""
    conversation, _, signature = token.partition(".")
    return [
        "",
        "x",
        conversation,
        f"{conversation}.",
        f"{conversation}.{signature[:-2]}",
        f"{conversation[:-1]}{'-' if conversation[-1] == '_' else '_'}.{signature}",
        f"{token}.{signature}",
        Signer("another secret", salt="chat-session").sign(conversation).decode(),
        Signer(SECRET, salt="another use").sign(conversation).decode(),
        str(URLSafeSerializer(SECRET).dumps(conversation)),
        base64.b64encode(conversation.encode()).decode(),
        token * 50,
    ]


@pytest.mark.parametrize(("method", "path"), GUARDED)
async def test_forged_tokens(visitor: Visitor, method: str, path: str) -> None:
    """No request passes without the very token, before its body is even looked at."""
    token = visitor.token
    for forged in forged_tokens(token):
        visitor.token = forged
        response = await visitor.ask(method, path, content=b"not json")
        assert response.status_code == 401, forged
        assert response.headers["www-authenticate"] == "Bearer"
        code_of(response)
    response = await visitor.http.request(method, f"/api/chat/{path}")
    assert (response.status_code, code_of(response)) == (401, "no_token")
    basic = {"Authorization": f"Basic {token}"}
    response = await visitor.http.request(method, f"/api/chat/{path}", headers=basic)
    assert (response.status_code, code_of(response)) == (401, "no_token")


async def test_token_of_another_installation(door: Running, start_door: StartDoor) -> None:
    """A token that another secret signed opens nothing here."""
    conversation, token = Tokens("another secret of thirty-two letters").mint()
    assert CONVERSATION_ID.fullmatch(conversation)
    visitor = Visitor(door.http)
    visitor.token = token
    assert (await visitor.send("hi")).status_code == 401


async def test_signed_but_never_opened(door: Running) -> None:
    """A right signature on a conversation that does not exist is not enough."""
    visitor = Visitor(door.http)
    _, visitor.token = door.door.tokens.mint()
    response = await visitor.send("hi")
    assert (response.status_code, code_of(response)) == (401, "bad_token")


@pytest.mark.parametrize("origin", FOREIGN, ids=range(len(FOREIGN)))
async def test_foreign_origins(start_door: StartDoor, origin: str) -> None:
    """Pages of other sites may not use the chat, not even to ask whether they may."""
    async with start_door(allowed_origins=[FRIEND]) as door:
        headers = {"Origin": origin}
        response = await door.http.post("/api/chat/sessions", json={}, headers=headers)
        assert (response.status_code, code_of(response)) == (403, "foreign_origin")
        assert "access-control-allow-origin" not in response.headers
        headers["Access-Control-Request-Method"] = "POST"
        response = await door.http.options("/api/chat/sessions", headers=headers)
        assert response.status_code == 403
        assert "access-control-allow-origin" not in response.headers


async def test_own_and_allowed_origins(start_door: StartDoor) -> None:
    """Our own pages and those of the settings may, the latter with CORS headers."""
    async with start_door(allowed_origins=[FRIEND]) as door:
        own = await door.http.post("/api/chat/sessions", json={}, headers={"Origin": door.url})
        assert own.status_code == 201
        assert "access-control-allow-origin" not in own.headers
        headers = {"Origin": FRIEND, "Access-Control-Request-Method": "POST"}
        preflight = await door.http.options("/api/chat/messages", headers=headers)
        assert preflight.status_code == 204
        assert preflight.headers["access-control-allow-origin"] == FRIEND
        assert "Authorization" in preflight.headers["access-control-allow-headers"]
        assert "DELETE" in preflight.headers["access-control-allow-methods"]
        for response in (
            await door.http.post("/api/chat/sessions", json={}, headers={"Origin": FRIEND}),
            await door.http.get("/api/chat/messages", headers={"Origin": FRIEND}),
            await door.http.get("/widget.js", headers={"Origin": FRIEND}),
        ):
            assert response.headers["access-control-allow-origin"] == FRIEND
            assert "Origin" in response.headers["vary"]


async def test_flood_of_conversations(start_door: StartDoor) -> None:
    """One address can open so many and no more; it is told how long to wait."""
    async with start_door(rate_sessions="3/minute") as door:
        statuses = []
        for _ in range(5):
            response = await door.http.post("/api/chat/sessions", json={})
            statuses.append(response.status_code)
        assert statuses == [201, 201, 201, 429, 429]
        assert code_of(response) == "too_many"
        assert 1 <= int(response.headers["retry-after"]) <= 61


async def test_flood_of_messages(start_door: StartDoor) -> None:
    """The limit is the conversation's own; what is refused is not stored."""
    async with start_door(rate_messages="2/minute") as door:
        visitor = await Visitor(door.http).open()
        other = await Visitor(door.http).open()
        message_id = new_id()
        assert (await visitor.send("1", message_id)).status_code == 200
        assert (await visitor.send("2")).status_code == 200
        response = await visitor.send("3")
        assert (response.status_code, code_of(response)) == (429, "too_many")
        assert len(await visitor.history()) == 1 + 2 * 3
        assert (await other.send("1")).status_code == 200


async def test_kinds_are_counted_apart(start_door: StartDoor) -> None:
    """Two kinds of requests at the same rate do not use up each other's."""
    async with start_door(rate_messages="1/minute", rate_reads="1/minute") as door:
        visitor = await Visitor(door.http).open()
        assert (await visitor.send("1")).status_code == 200
        assert (await visitor.ask("GET", "messages")).status_code == 200
        assert (await visitor.send("2")).status_code == 429


async def test_flood_of_reads(start_door: StartDoor) -> None:
    """History, export and feedback share one limit."""
    async with start_door(rate_reads="2/minute") as door:
        visitor = await Visitor(door.http).open()
        await visitor.history()
        await visitor.ask("GET", "export")
        response = await visitor.ask("POST", "feedback", json={"seq": 1, "helpful": True})
        assert response.status_code == 429


@pytest.mark.parametrize(("proxies", "wanted"), [(0, 429), (1, 201)])
async def test_address_behind_a_proxy(start_door: StartDoor, proxies: int, wanted: int) -> None:
    """`X-Forwarded-For` counts only where a proxy of ours writes it."""
    async with start_door(rate_sessions="1/minute", trusted_proxies=proxies) as door:
        for n in range(2):
            headers = {"X-Forwarded-For": f"198.51.100.9, 203.0.113.{n}"}
            response = await door.http.post("/api/chat/sessions", json={}, headers=headers)
        assert response.status_code == wanted
        headers = {"X-Forwarded-For": "203.0.113.77, 203.0.113.1"}
        response = await door.http.post("/api/chat/sessions", json={}, headers=headers)
        assert response.status_code == 429
