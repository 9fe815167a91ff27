"""Asking and being answered."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from .chat_page import ChatPage, sent
from .conftest import NewChat

QUESTION = "What are the risks?"
UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


async def test_nothing_before_opening(chat: ChatPage) -> None:
    """Before a visitor opens the chat, nothing is requested of it and nothing is stored."""
    seen = chat.record("/api/")
    await chat.page.reload()
    await chat.page.wait_for_timeout(500)
    assert await chat.storage() == {}
    assert seen == []


async def test_greeting(chat: ChatPage) -> None:
    """The chat opens with a greeting, the clinic's name and what is stored for how long."""
    await chat.open()
    await expect(chat.answers).to_have_count(1)
    await expect(chat.panel).to_contain_text("L&P Aesthetics")
    await expect(chat.panel).to_contain_text(re.compile(r"stored for \d+ days"))


async def test_answer_with_source(chat: ChatPage) -> None:
    """A medical answer names the part of the document it rests on, and whether it was reviewed."""
    await chat.open()
    answer = await chat.ask_and_wait(QUESTION)
    await expect(chat.asked).to_have_text(re.compile(re.escape(QUESTION)))
    await expect(answer.locator(".section")).to_have_text("From: Risks and Side Effects")
    review = re.compile(r"Not yet signed off by a clinician|Reviewed by .+")
    await expect(answer.locator(".source")).to_contain_text(review)


async def test_signed_answer(chat: ChatPage) -> None:
    """An answer that a clinician has signed says who and when."""
    source = {
        "section": "Set Realistic Goals",
        "reviewed_by": "Dr. Parikh",
        "reviewed_on": "2026-10-02",
    }
    reply = {"seq": 3, "text": "Results vary.", "buttons": [], "source": source}
    answered = {"seq": 2, "replies": [reply], "topics": [], "urgent": False}
    await chat.open()
    await chat.on_send(lambda route: route.fulfill(json=answered))
    answer = await chat.ask_and_wait("What can I expect?")
    await expect(answer.locator(".reviewed")).to_have_text(
        "Reviewed by Dr. Parikh on October 2, 2026"
    )
    await expect(answer.locator(".unreviewed")).to_have_count(0)


async def test_button_asks_once(chat: ChatPage) -> None:
    """A suggested question is asked by its id, and once even if pressed twice."""
    await chat.open()
    seen = chat.record("/api/chat/messages")
    choice = chat.choices.first
    title = await choice.inner_text()
    await choice.evaluate("(node) => { node.click(); node.click() }")
    await chat.page.wait_for_timeout(500)
    await expect(chat.answers).to_have_count(2)
    await expect(chat.asked).to_have_text([re.compile(re.escape(title))])
    assert [set(sent(request)) for request in seen] == [{"id", "button"}]
    await expect(choice).to_be_visible()  # it stays, for whoever wants to come back to it


async def test_typing_is_the_real_request(chat: ChatPage) -> None:
    """The typing state stands as long as the request runs and no longer."""
    gate = asyncio.Event()

    async def hold(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    await chat.open()
    await chat.on_send(hold)
    await chat.ask(QUESTION)
    typing = chat.page.locator("lp-chat .typing")
    await expect(typing).to_be_visible()
    await expect(chat.panel.get_by_text("The assistant is answering")).to_be_attached()
    gate.set()
    await expect(typing).to_be_hidden()


async def test_feedback_is_kept(chat: ChatPage) -> None:
    """A thumb stays pressed after a reload, and the other one replaces it."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    up = chat.page.get_by_role("button", name="Helpful", exact=True)
    down = chat.page.get_by_role("button", name="Not helpful")
    await up.last.click()
    await expect(chat.panel).to_contain_text("Your feedback is saved")
    async with chat.page.expect_response("**/api/chat/feedback"):
        await down.last.click()
    await expect(up.last).to_have_attribute("aria-pressed", "false")
    async with chat.page.expect_response("**/api/chat/messages?*"):
        await chat.page.reload()
    await expect(down.last).to_have_attribute("aria-pressed", "true")


async def test_feedback_that_fails(chat: ChatPage) -> None:
    """A thumb that could not be saved does not look saved."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.page.route("**/api/chat/feedback", lambda route: route.abort())
    up = chat.page.get_by_role("button", name="Helpful", exact=True).last
    await up.click()
    await expect(chat.panel).to_contain_text("could not be saved")
    await expect(up).to_have_attribute("aria-pressed", "false")


async def test_all_data(chat: ChatPage, tmp_path: Path) -> None:
    """Who wants all that is held gets it, as data."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    async with chat.page.expect_download() as download:
        await chat.use_menu("All data we hold")
    file = tmp_path / "copy.json"
    await (await download.value).save_as(file)
    assert QUESTION in json.dumps(json.loads(file.read_text(encoding="utf-8")))


async def test_too_long(chat: ChatPage) -> None:
    """Near 1,000 characters a counter shows; past them nothing is sent and nothing is cut."""
    await chat.open()
    counter = chat.page.locator("lp-chat .counter")
    await chat.field.fill("é" * 800)
    await expect(counter).to_have_text("")
    await chat.field.fill("é" * 990)
    await expect(counter).to_have_text("10 characters left")
    await chat.field.fill("😀" * 1001)
    await expect(counter).to_contain_text("1 characters too many")
    await chat.field.press("Enter")
    await expect(chat.asked).to_have_count(0)
    await expect(chat.field).to_have_value("😀" * 1001)


async def test_numbers_can_be_tapped(chat: ChatPage) -> None:
    """The emergency line stands from the first moment and dials."""
    await chat.page.route("**/api/chat/**", lambda route: route.abort())
    await chat.launcher.click()
    line = chat.page.locator("lp-chat .line")
    await expect(line).to_contain_text("Not medical advice.")
    await expect(line.get_by_role("link")).to_have_attribute("href", "tel:911")


@pytest.mark.parametrize(
    "script",
    [
        "delete Crypto.prototype.randomUUID",
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
        " {get() { throw new DOMException('denied', 'SecurityError') }})",
    ],
    ids=["insecure origin", "storage blocked"],
)
async def test_poorer_browsers(new_chat: NewChat, script: str) -> None:
    """The chat answers without `randomUUID` and without storage."""
    chat = await new_chat(script=script)
    await chat.open()
    seen = chat.record("/api/chat/messages")
    await chat.ask_and_wait(QUESTION)
    assert UUID4.fullmatch(sent(seen[0])["id"])
