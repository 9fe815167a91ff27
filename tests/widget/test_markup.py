"""Markup is text, wherever it comes from."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from .chat_page import ChatPage

ATTACKS = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "<svg onload=window.hit=1><a href=javascript:window.hit=1>x</a></svg>",
    "</p></div><iframe srcdoc='<script>parent.hit = 1</script>'></iframe>",
    "[x](javascript:window.hit=1) {{7*7}} &lt;b&gt; <b>bold</b>",
]
FOREIGN = "lp-chat .log :is(script, img, iframe, b, a, [onload], [onerror])"


async def _expect_harmless(chat: ChatPage) -> None:
    await expect(chat.page.locator(FOREIGN)).to_have_count(0)
    assert await chat.page.evaluate("window.hit") is None


@pytest.mark.parametrize("attack", ATTACKS)
async def test_visitors_text(chat: ChatPage, attack: str) -> None:
    """What a visitor types is shown as typed, now and after a reload."""
    reply = {"seq": 3, "text": "Well.", "buttons": [], "source": None}
    answered = {"seq": 2, "replies": [reply], "topics": [], "urgent": False}
    seen = {"seq": 2, "from": "visitor", "id": None, "text": attack, "buttons": []}
    history = {"messages": [{**seen, "source": None, "feedback": None}], "more": False}
    await chat.open()
    await chat.on_send(lambda route: route.fulfill(json=answered))
    await chat.ask_and_wait(attack)
    await expect(chat.asked).to_have_text(re.compile(re.escape(attack)))
    await _expect_harmless(chat)
    await chat.page.route("**/api/chat/messages?*", lambda route: route.fulfill(json=history))
    await chat.page.reload()
    await expect(chat.asked).to_have_text(re.compile(re.escape(attack)))
    await _expect_harmless(chat)


@pytest.mark.parametrize("attack", ATTACKS)
async def test_servers_text(chat: ChatPage, attack: str) -> None:
    """An answer, its buttons, its source and the clinic's facts are shown as text."""
    source = {"section": attack, "reviewed_by": attack, "reviewed_on": attack}
    button = {"id": "b", "title": attack}
    reply = {"seq": 1, "text": attack, "buttons": [button], "source": source}
    clinic = {"name": attack, "phone": attack, "email": None, "emergency_number": attack}
    session = {
        "token": "t",
        "conversation_id": "c",
        "replies": [reply, {**reply, "seq": 2}],
        "clinic": {**clinic, "crisis_line": attack, "retention_days": attack, "hours": attack},
    }
    await chat.page.route(
        "**/api/chat/sessions", lambda route: route.fulfill(status=201, json=session)
    )
    await chat.open()
    await expect(chat.answers.last).to_contain_text(attack)
    await expect(chat.choices.last).to_have_text(attack)
    await expect(chat.answers.last.locator(".source")).to_contain_text(f"From: {attack}")
    for link in await chat.panel.get_by_role("link").all():
        assert re.fullmatch(r"tel:[+\d]+", await link.get_attribute("href") or "")
    assert await chat.page.evaluate("window.hit") is None
    await expect(chat.page.locator(FOREIGN.replace(" a,", ""))).to_have_count(0)


async def test_links_of_an_answer(chat: ChatPage) -> None:
    """In an answer the clinic's own numbers and web addresses can be tapped, and nothing else."""
    text = "Call 911 or +1 202 555 0142, not 9110. More: https://example.com/a?b=1 (or "
    text += "javascript:alert(1), data:text/html,x)."
    reply = {"seq": 3, "text": text, "buttons": [], "source": None}
    answered = {"seq": 2, "replies": [reply], "topics": [], "urgent": True}
    await chat.open()
    await chat.on_send(lambda route: route.fulfill(json=answered))
    answer = await chat.ask_and_wait("help")
    links = answer.get_by_role("link")
    await expect(links).to_have_text(["911", "+1 202 555 0142", "https://example.com/a?b=1"])
    await expect(links.nth(0)).to_have_attribute("href", "tel:911")
    await expect(links.nth(1)).to_have_attribute("href", "tel:+12025550142")
    await expect(links.nth(2)).to_have_attribute("rel", "noreferrer")
