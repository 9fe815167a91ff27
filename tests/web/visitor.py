"""A visitor's browser, as far as the door can tell."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx


class Visitor:
    """Holds a token and sends requests with it."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.token = ""
        self.opened: dict[str, Any] = {}

    @property
    def conversation(self) -> str:
        """Id of the open conversation."""
        return str(self.opened["conversation_id"])

    async def open(self, **body: Any) -> Visitor:
        """Open a conversation."""
        response = await self.http.post("/api/chat/sessions", json=body)
        assert response.status_code == 201, response.text
        self.opened = response.json()
        self.token = self.opened["token"]
        return self

    async def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request with the token."""
        headers = {"Authorization": f"Bearer {self.token}".strip()} | options.pop("headers", {})
        return await self.http.request(method, f"/api/chat/{path}", headers=headers, **options)

    async def send(self, text: str, message_id: str | None = None) -> httpx.Response:
        """Send a message."""
        body = {"id": message_id or new_id(), "text": text}
        return await self.ask("POST", "messages", json=body)

    async def press(self, button: str) -> httpx.Response:
        """Press a button."""
        return await self.ask("POST", "messages", json={"id": new_id(), "button": button})

    async def history(self, after: int = 0) -> list[dict[str, Any]]:
        """Read the conversation."""
        response = await self.ask("GET", f"messages?after={after}")
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages


def new_id() -> str:
    """Make a message id as browsers do."""
    return str(uuid4())


def code_of(response: httpx.Response) -> str:
    """Return the code of an error, after a look at its shape."""
    body = response.json()
    assert set(body) == {"error"}, body
    assert set(body["error"]) == {"code", "message"}, body
    assert all(isinstance(value, str) and value for value in body["error"].values())
    return str(body["error"]["code"])
