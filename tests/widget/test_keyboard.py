"""Without a mouse."""

from __future__ import annotations

import re

from playwright.async_api import expect

from .chat_page import ChatPage


async def test_whole_way_by_keyboard(chat: ChatPage) -> None:
    """Open, ask, press a suggested question, close: all by keys, the focus never lost."""
    keyboard = chat.page.keyboard
    await chat.launcher.focus()
    await keyboard.press("Enter")
    await expect(chat.field).to_be_focused()
    await expect(chat.field).to_have_accessible_name("Your question")
    await expect(chat.answers).to_have_count(1)

    await keyboard.type("What are the risks?")
    await keyboard.press("Enter")
    await expect(chat.answers).to_have_count(2)
    await expect(chat.field).to_be_focused()
    await expect(chat.field).to_have_value("")

    await keyboard.press("Shift+Tab")
    await expect(chat.choices.last).to_be_focused()
    await keyboard.press("Enter")
    await expect(chat.answers).to_have_count(3)
    await expect(chat.asked).to_have_count(2)

    await keyboard.press("Escape")
    await expect(chat.panel).to_be_hidden()
    await expect(chat.launcher).to_be_focused()


async def test_shift_enter(chat: ChatPage) -> None:
    """Shift+Enter makes a new line and sends nothing; spaces alone are not sent."""
    await chat.open()
    await chat.page.keyboard.press("Enter")
    await chat.page.keyboard.type("  ")
    await chat.page.keyboard.press("Enter")
    await expect(chat.asked).to_have_count(0)
    await chat.field.fill("")
    await chat.page.keyboard.type("one")
    await chat.page.keyboard.press("Shift+Enter")
    await chat.page.keyboard.type("two")
    await expect(chat.field).to_have_value("one\ntwo")
    await chat.page.keyboard.press("Enter")
    await expect(chat.asked).to_have_text(re.compile("one\ntwo"), use_inner_text=True)


async def test_escape_leaves_the_innermost(chat: ChatPage) -> None:
    """Escape leaves the question before erasing, then the menu, then the chat."""
    await chat.open()
    menu = chat.page.get_by_role("button", name="Menu")
    await chat.use_menu("Forget this chat")
    await expect(chat.page.get_by_role("button", name="Keep this chat")).to_be_focused()
    await chat.page.keyboard.press("Escape")
    await expect(chat.page.get_by_role("alertdialog")).to_be_hidden()
    await expect(menu).to_be_focused()

    await chat.page.keyboard.press("Enter")
    await expect(chat.page.get_by_role("button", name="Copy the chat")).to_be_visible()
    await chat.page.keyboard.press("Escape")
    await expect(chat.page.get_by_role("button", name="Copy the chat")).to_be_hidden()
    await expect(menu).to_be_focused()

    await chat.page.keyboard.press("Escape")
    await expect(chat.panel).to_be_hidden()


async def test_focus_returns_to_the_page(chat: ChatPage) -> None:
    """A link of the page opens the chat and gets the focus back."""
    link = chat.page.get_by_role("link", name="Ask a question").first
    await link.focus()
    await chat.page.keyboard.press("Enter")
    await expect(chat.field).to_be_focused()
    await chat.page.keyboard.press("Escape")
    await expect(link).to_be_focused()


async def test_closed_panel_can_not_be_reached(chat: ChatPage) -> None:
    """The closed panel is out of the tab order."""
    await chat.open()
    await chat.page.get_by_role("button", name="Close the chat").click()
    await expect(chat.launcher).to_be_focused()
    await chat.page.keyboard.press("Tab")
    inside = "() => Boolean(document.querySelector('lp-chat').shadowRoot.activeElement)"
    assert await chat.page.evaluate(inside) is False


async def test_phone_keeps_the_focus_inside(phone: ChatPage) -> None:
    """On a phone the panel covers the page: no key leads behind it, no keyboard jumps up."""
    await phone.open()
    await expect(phone.panel.get_by_role("heading", name="L&P Aesthetics")).to_be_focused()
    outside = (
        "() => ![document.querySelector('lp-chat'), document.body].includes(document.activeElement)"
    )
    for _ in range(20):
        await phone.page.keyboard.press("Tab")
        assert await phone.page.evaluate(outside) is False
