"""The conversation over reloads and tabs, and its end."""

from __future__ import annotations

import asyncio
import re

from playwright.async_api import expect

from .chat_page import ChatPage
from .conftest import PHONE, NewChat

QUESTION = "What are the risks?"
# Collects what is put into the regions that screen readers read by themselves.
HEAR = """
window.heard = [];
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) {
  const root = attach.call(this, options);
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes)
      for (const node of addedNodes)
        if (target.closest?.("[aria-live=polite], [role=status], [role=alert]"))
          window.heard.push(node.textContent);
  }).observe(root, { childList: true, subtree: true });
  return root;
};
"""


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


async def test_erased_stays_erased(chat: ChatPage, base_url: str) -> None:
    """After erasing, nothing begins again by itself: not by reopening, not by another tab."""
    await chat.open()
    other = ChatPage(await chat.page.context.new_page())
    await other.page.goto(base_url)
    await other.open()
    await chat.use_menu("Forget this chat")
    await chat.page.get_by_role("button", name="Yes, erase it").click()
    await expect(other.panel).to_contain_text("This chat has been erased.")
    sessions = chat.record("/api/chat/sessions")
    await chat.page.keyboard.press("Escape")
    await chat.launcher.click()
    await expect(chat.page.get_by_role("button", name="Start a new chat")).to_be_focused()
    await other.page.get_by_role("button", name="Start a new chat").click()
    await other.ask_and_wait(QUESTION)
    await expect(chat.panel).to_contain_text("This chat has been erased.")
    await expect(chat.asked).to_have_count(0)
    assert sessions == []
    await chat.page.get_by_role("button", name="Start a new chat").click()
    await expect(chat.answers).to_have_count(2)


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


async def test_start_over(chat: ChatPage) -> None:
    """Starting over asks first, then begins another conversation; the old one stays stored."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    before = (await chat.storage())["lp-chat.session"]
    erased = chat.record("/api/chat/conversation")
    await chat.use_menu("Start over")
    card = chat.page.get_by_role("alertdialog", name="Start over?")
    await expect(card).to_contain_text("stays stored for 365 days")
    await card.get_by_role("button", name="Keep this chat").click()
    await expect(chat.asked).to_have_count(1)
    await chat.use_menu("Start over")
    await card.get_by_role("button", name="Yes, start over").click()
    await expect(chat.asked).to_have_count(0)
    await expect(chat.answers).to_have_count(1)
    await expect(chat.field).to_be_focused()
    assert (await chat.storage())["lp-chat.session"] != before
    assert erased == []
    await chat.ask_and_wait("Is it safe?")


async def test_start_over_that_fails(chat: ChatPage) -> None:
    """Without the server the conversation stays as it is."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.page.route("**/api/chat/sessions", lambda route: route.abort())
    await chat.use_menu("Start over")
    await chat.page.get_by_role("button", name="Yes, start over").click()
    await expect(chat.page.get_by_role("alert")).to_contain_text("did not work")
    await expect(chat.asked).to_have_count(1)


async def test_half_written_survives_a_reload(chat: ChatPage) -> None:
    """What is typed and not sent yet is still there after a reload, and gone once it is sent."""
    await chat.open()
    await chat.field.fill("What about")
    await chat.page.reload()
    await expect(chat.field).to_have_value("What about")
    await chat.ask_and_wait(QUESTION)
    await chat.page.reload()
    await expect(chat.asked).to_have_count(1)
    await expect(chat.field).to_have_value("")


async def test_first_opening_in_two_tabs(chat: ChatPage, base_url: str) -> None:
    """Two tabs that open the chat at the same moment share one conversation."""
    other = ChatPage(await chat.page.context.new_page())
    await other.page.goto(base_url)
    sessions = [*chat.record("/api/chat/sessions"), *other.record("/api/chat/sessions")]
    open_it = "document.querySelector('lp-chat').open()"
    await asyncio.gather(chat.page.evaluate(open_it), other.page.evaluate(open_it))
    await expect(chat.answers).to_have_count(1)
    await expect(other.answers).to_have_count(1)
    await chat.ask_and_wait(QUESTION)
    await expect(other.asked).to_have_text(re.compile(re.escape(QUESTION)))
    assert len(sessions) <= 1


async def test_waiting_message_shows_in_the_other_tab(chat: ChatPage, base_url: str) -> None:
    """A message that waits in one tab stands in the other, and is sent once."""
    await chat.open()
    other = ChatPage(await chat.page.context.new_page())
    await other.page.goto(base_url)
    await other.open()
    await chat.page.context.set_offline(True)
    await chat.ask(QUESTION)
    await expect(other.asked).to_have_text(re.compile(re.escape(QUESTION)))
    await chat.page.context.set_offline(False)
    for tab in (chat, other):
        await expect(tab.answers).to_have_count(2, timeout=15_000)
        await expect(tab.asked).to_have_count(1)


async def test_answers_are_announced_once(new_chat: NewChat) -> None:
    """Screen readers hear each answer once, and nothing of a restored history."""
    chat = await new_chat(script=HEAR)
    await chat.open()
    answer = await chat.ask_and_wait(QUESTION)
    words = (await answer.locator(".bubble").text_content() or "")[:60]
    heard = await chat.page.evaluate("window.heard")
    assert len([line for line in heard if words in line]) == 1
    await chat.page.reload()
    await expect(chat.asked).to_have_count(1)
    await chat.page.wait_for_timeout(300)
    assert await chat.page.evaluate("window.heard") == []
    await expect(chat.page.locator("lp-chat .announcer")).to_be_empty()
