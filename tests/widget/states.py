"""The states of the chat, one after the other, for whoever looks at each of them."""

from __future__ import annotations

from collections.abc import AsyncIterator

from playwright.async_api import Route, expect

from .chat_page import API, ChatPage

QUESTION = "What are the risks?"
SCRIPT = "**/widget/*.js*"


async def all_states(chat: ChatPage) -> AsyncIterator[str]:
    """Bring a fresh page from state to state and yield the name of each."""
    async for name in _opening(chat):
        yield name
    async for name in _talking(chat):
        yield name
    async for name in _trouble(chat):
        yield name
    async for name in _ending(chat):
        yield name


async def _opening(chat: ChatPage) -> AsyncIterator[str]:
    yield "closed"
    await chat.page.route(SCRIPT, lambda route: route.abort())
    await chat.launcher.click()
    await expect(chat.page.locator("lp-chat .fallback")).to_be_visible()
    yield "not loaded"
    await chat.page.unroute_all(behavior="wait")
    await chat.page.locator("lp-chat .again").click()
    await expect(chat.answers).to_have_count(1)
    yield "open"


async def _talking(chat: ChatPage) -> AsyncIterator[str]:
    await chat.ask_and_wait(QUESTION)
    yield "answered"
    await chat.page.locator("lp-chat .thumb").last.click()
    await expect(chat.page.locator("lp-chat .comment")).to_be_visible()
    yield "comment"
    await chat.page.locator("lp-chat .header .tool").first.click()
    await expect(chat.page.locator("lp-chat .menu")).to_be_visible()
    yield "menu"
    await chat.page.keyboard.press("Escape")
    await chat.page.locator("lp-chat textarea").fill("a@b.example")
    await chat.page.locator("lp-chat .send").click()
    await expect(chat.page.get_by_role("alertdialog")).to_be_visible()
    yield "warning"
    await chat.page.keyboard.press("Escape")
    await chat.page.locator("lp-chat textarea").fill("x" * 1001)
    yield "too long"
    await chat.ask_and_wait("call me")
    await chat.press("Yes, I agree")
    await expect(chat.answers.last).to_contain_text("What is your name")
    yield "form"


async def _trouble(chat: ChatPage) -> AsyncIterator[str]:
    await chat.on_send(lambda route: route.fulfill(status=422, json={}))
    await chat.page.locator("lp-chat textarea").fill("refused")
    await chat.page.locator("lp-chat .send").click()
    await expect(chat.page.locator("lp-chat .refused")).to_be_visible()
    yield "refused"
    await chat.page.unroute_all(behavior="wait")
    await chat.page.route(API, lambda route: route.abort())
    await chat.page.locator("lp-chat textarea").fill("Is it safe?")
    await chat.page.locator("lp-chat .send").click()
    await expect(chat.notice).not_to_be_empty()
    yield "error"
    await chat.page.context.set_offline(True)
    await chat.page.locator("lp-chat .notice button").click()
    yield "offline"
    await chat.page.unroute_all(behavior="wait")
    await chat.page.context.set_offline(False)
    await expect(chat.notice).to_be_empty(timeout=15_000)
    await chat.wait_until_all_is_sent(15)


async def _ending(chat: ChatPage) -> AsyncIterator[str]:
    await chat.page.keyboard.press("Escape")
    await expect(chat.panel).to_be_hidden()
    await chat.page.route("**/api/chat/messages?*", _long_history)
    await chat.page.reload()
    await chat.launcher.click()
    await expect(chat.answers).to_have_count(100)
    yield "long history"
    await chat.page.unroute_all(behavior="wait")
    await chat.page.locator("lp-chat .header .tool").first.click()
    await chat.page.locator("lp-chat .item").last.click()
    yield "before erasing"
    await chat.page.locator("lp-chat .danger").click()
    await expect(chat.page.locator("lp-chat .event button")).to_be_visible()
    yield "erased"


async def _long_history(route: Route) -> None:
    source = {"section": "Risks and Side Effects", "reviewed_by": "", "reviewed_on": ""}
    same = {"at": "2026-01-01T10:00:00Z", "feedback": None}
    messages = []
    for number in range(1, 201):
        asked = number % 2 == 0
        message = {
            "from": "visitor" if asked else "assistant",
            "seq": number,
            "id": f"id-{number}" if asked else None,
            "text": f"{QUESTION} {number}",
            "buttons": [] if asked else [{"id": str(number), "title": f"More {number}"}],
            "source": None if asked else source,
        }
        messages.append({**message, **same})
    await route.fulfill(json={"messages": messages, "more": False})
