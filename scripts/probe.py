"""Waits until the assistant truly answers: asks it a question through its own door."""

from __future__ import annotations

import time
import uuid

import httpx

QUESTION = "What are stem cells?"
PAUSE_SECONDS = 0.1
REQUEST_SECONDS = 15


def wait_until_it_answers(base_url: str, seconds: float) -> bool:
    """Asks again and again until an answer comes; the conversation is erased after it.

    Args:
        base_url: Address of web/, such as ``http://127.0.0.1:8000``.
        seconds: How long to try.

    Returns:
        Whether it answered in time.
    """
    deadline = time.monotonic() + seconds
    with httpx.Client(base_url=base_url, timeout=REQUEST_SECONDS, trust_env=False) as client:
        while time.monotonic() < deadline:
            try:
                if client.get("/readyz").is_success and _answers(client):
                    return True
            except httpx.HTTPError:
                pass
            time.sleep(PAUSE_SECONDS)
    return False


def _answers(client: httpx.Client) -> bool:
    session = client.post("/api/chat/sessions", json={})
    if not session.is_success:
        return False
    headers = {"Authorization": f"Bearer {session.json()['token']}"}
    question = {"id": str(uuid.uuid4()), "text": QUESTION}
    answer = client.post("/api/chat/messages", json=question, headers=headers)
    client.delete("/api/chat/conversation", headers=headers)
    return answer.is_success and bool(answer.json()["topics"])
