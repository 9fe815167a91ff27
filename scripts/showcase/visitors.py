"""Lets the made-up visitors talk to the running assistant."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from scripts.showcase.talks import ALARMS, HANDOVER, MISSED, QUESTIONS, REQUESTS, SEND_IT

ORDINARY = 190
PAGES = ("/", "/", "/hair-restoration", "/prices", "/team", "/contact")
THUMBS = 0.35
HELPED = 0.97


@dataclass
class Talked:
    """The ids of conversations, by how near to now they are to be."""

    recent: list[str] = field(default_factory=list)
    """Of the last days: alarms, requests, questions that nobody has looked at."""
    spread: list[str] = field(default_factory=list)
    """Over the whole month."""


async def let_visitors_talk(address: str, chance: random.Random) -> Talked:
    """Have all conversations.

    Args:
        address: Where the assistant answers.
        chance: Makes the choices.

    Returns:
        The conversations.
    """
    talked = Talked()
    async with httpx.AsyncClient(base_url=address, timeout=60) as http:
        for number in range(ORDINARY):
            questions = chance.choice(QUESTIONS)
            conversation = await _talk(http, chance, questions)
            (talked.recent if number % 12 == 0 else talked.spread).append(conversation)
        for wishes in MISSED:
            for wish in wishes:
                opening = chance.choice(QUESTIONS)[:1] if chance.random() < 0.5 else []
                talked.spread.append(await _talk(http, chance, [*opening, wish], thumbs=0.0))
        for number, (questions, details) in enumerate(REQUESTS):
            lines = [*questions, *HANDOVER, details, SEND_IT]
            where = talked.recent if number < 4 else talked.spread
            where.append(await _talk(http, chance, lines))
        for alarm in ALARMS:
            talked.recent.append(await _talk(http, chance, [alarm]))
    return talked


async def _talk(
    http: httpx.AsyncClient, chance: random.Random, lines: list[str], thumbs: float | None = None
) -> str:
    """Have one conversation; gives its id. `thumbs` is the share of helped ones, if all judge."""
    opened = await http.post("/api/chat/sessions", json={"page": chance.choice(PAGES)})
    opened.raise_for_status()
    session = opened.json()
    headers = {"Authorization": f"Bearer {session['token']}"}
    seq = 0
    for line in lines:
        body = {"id": str(uuid4()), "text": line}
        answer = await http.post("/api/chat/messages", json=body, headers=headers)
        answer.raise_for_status()
        replies = answer.json()["replies"]
        seq = replies[-1]["seq"] if replies else seq
    if seq and (thumbs is not None or chance.random() < THUMBS):
        verdict = {"seq": seq, "helpful": chance.random() < (HELPED if thumbs is None else thumbs)}
        await http.post("/api/chat/feedback", json=verdict, headers=headers)
    return str(session["conversation_id"])
