"""The conversation over reloads and tabs, and its end."""

from __future__ import annotations

import re

from playwright.async_api import expect

from .chat_page import ChatPage
from .conftest import PHONE, NewChat

QUESTION = "What are the risks?"


async def _said(chat: ChatPage) -> str:
    """Read the conversation but for the times: a reload may pass from one minute to the next."""
    return re.sub(r"\d+:\d\d\s[AP]M", "", await chat.log.inner_text())


async def test_reload_keeps_the_history(chat: ChatPage) -> None:
    """After a reload everything stands as before, buttons and sources too, and none is doubled."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.ask_and_wait("Is it safe?")
    before = await _said(chat)
    sessions = chat.record("/api/chat/sessions")
    await chat.page.reload()
    await expect(chat.asked).to_have_count(2)
    assert await _said(chat) == before
    assert sessions == []
    await chat.choices.last.click()
    await expect(chat.asked).to_have_count(3)


async def test_reload_leaves_the_focus(chat: ChatPage) -> None:
    """The panel comes back after a reload without taking the focus from the page."""
    await chat.open()
    await chat.page.reload()
    await expect(chat.panel).to_be_visible()
    assert await chat.page.evaluate("document.activeElement === document.body")


async def test_phone_stays_closed_after_a_reload(new_chat: NewChat) -> None:
    """On a phone the page comes first after a reload; the history is there on opening."""
    chat = await new_chat(viewport=PHONE, is_mobile=True, has_touch=True)
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.page.reload()
    await expect(chat.launcher).to_be_visible()
    await expect(chat.panel).to_be_hidden()
    await chat.open()
    await expect(chat.asked).to_have_text(re.compile(re.escape(QUESTION)))


async def test_tabs_in_step(chat: ChatPage, base_url: str) -> None:
    """What is asked in one tab shows in the other; erasing ends it in both."""
    await chat.open()
    other = ChatPage(await chat.page.context.new_page())
    await other.page.goto(base_url)
    await other.open()
    await other.ask_and_wait(QUESTION)
    await expect(chat.asked).to_have_text(re.compile(re.escape(QUESTION)))
    await expect(chat.answers).to_have_count(2)
    await other.use_menu("Forget this chat")
    await other.page.get_by_role("button", name="Yes, erase it").click()
    await expect(chat.panel).to_contain_text("This chat has been erased.")
    await expect(chat.asked).to_have_count(0)


async def test_forget(chat: ChatPage, base_url: str) -> None:
    """Forgetting asks first, erases here and there, and the token opens nothing any more."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    async with chat.page.expect_request("**/api/chat/messages?*") as reading:
        await chat.page.reload()
    token = (await reading.value).headers["authorization"]

    erased = chat.record("/api/chat/conversation")
    await chat.use_menu("Forget this chat")
    await chat.page.get_by_role("button", name="Keep this chat").click()
    await expect(chat.asked).to_have_count(1)
    assert erased == []

    await chat.use_menu("Forget this chat")
    await chat.page.get_by_role("button", name="Yes, erase it").click()
    await expect(chat.panel).to_contain_text("This chat has been erased.")
    await expect(chat.asked).to_have_count(0)
    await expect(chat.page.get_by_role("button", name="Start a new chat")).to_be_focused()
    assert set(await chat.storage()) <= {"lp-chat.open"}
    answer = await chat.page.request.get(
        f"{base_url}/api/chat/messages?after=0", headers={"Authorization": token}
    )
    assert answer.status == 401

    await chat.page.get_by_role("button", name="Start a new chat").click()
    await expect(chat.answers).to_have_count(1)
    await chat.ask_and_wait(QUESTION)


async def test_forget_that_fails(chat: ChatPage) -> None:
    """When the server can not be reached, nothing looks erased."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.page.route("**/api/chat/conversation", lambda route: route.abort())
    await chat.use_menu("Forget this chat")
    await chat.page.get_by_role("button", name="Yes, erase it").click()
    await expect(chat.page.get_by_role("alert")).to_contain_text("did not work")
    await expect(chat.asked).to_have_count(1)


async def test_dead_token(chat: ChatPage) -> None:
    """A conversation that is gone at the clinic makes room for a new one."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.page.evaluate(
        "localStorage.setItem('lp-chat.session', JSON.stringify("
        "{...JSON.parse(localStorage.getItem('lp-chat.session')), token: 'dead'}))"
    )
    await chat.page.reload()
    await expect(chat.panel).to_contain_text("The earlier chat is no longer there.")
    await chat.ask_and_wait(QUESTION)
    await expect(chat.asked).to_have_count(1)
