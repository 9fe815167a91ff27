"""Closing: what is unread, and whether it helped."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Route, expect

from .chat_page import ChatPage, sent

QUESTION = "What are the risks?"


async def test_unread(chat: ChatPage) -> None:
    """An answer that comes after closing is counted on the button, also after a reload."""
    gate = asyncio.Event()

    async def hold(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    await chat.open()
    await chat.on_send(hold)
    await chat.ask(QUESTION)
    await chat.page.keyboard.press("Escape")
    await expect(chat.launcher).to_be_focused()
    count = chat.page.locator("lp-chat .count")
    await expect(count).to_be_hidden()
    gate.set()
    await expect(count).to_have_text("1")
    await expect(chat.page.get_by_role("status").first).to_have_text("1 new answer")
    await chat.page.reload()
    await expect(count).to_have_text("1")
    await chat.launcher.click()
    await expect(chat.answers).to_have_count(2)
    await expect(count).to_be_hidden()


async def test_did_this_help_after_closing(chat: ChatPage) -> None:
    """After an answer the closed chat asks once, takes no focus, and saves the verdict."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.page.keyboard.press("Escape")
    await expect(chat.launcher).to_be_focused()
    question = chat.page.get_by_role("group", name="Did this chat help?")
    async with chat.page.expect_request("**/api/chat/feedback") as saving:
        await question.get_by_role("button", name="Yes").click()
    assert sent(await saving.value) == {"seq": 3, "helpful": True}
    await expect(question).to_have_count(0)
    await expect(chat.launcher).to_be_focused()
    await chat.launcher.click()
    await chat.ask_and_wait("Is it safe?")
    await chat.page.keyboard.press("Escape")
    await expect(chat.launcher).to_be_focused()
    await expect(question).to_have_count(0)


async def test_did_this_help_after_goodbye(chat: ChatPage) -> None:
    """After a farewell it is asked in the chat, and not again at closing; it can be sent away."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.ask_and_wait("goodbye")
    question = chat.page.get_by_role("group", name="Did this chat help?")
    await expect(question).to_be_in_viewport()
    await question.get_by_role("button", name="Close this question").click()
    await expect(chat.field).to_be_focused()
    await chat.page.keyboard.press("Escape")
    await expect(chat.launcher).to_be_focused()
    await expect(question).to_have_count(0)


@pytest.mark.parametrize("rated", [True, False], ids=["rated already", "nothing asked"])
async def test_no_nagging(chat: ChatPage, rated: bool) -> None:
    """Whoever has asked nothing or has rated an answer is not asked."""
    await chat.open()
    if rated:
        await chat.ask_and_wait(QUESTION)
        await chat.page.get_by_role("button", name="Helpful", exact=True).last.click()
        await expect(chat.panel).to_contain_text("Your feedback is saved")
    await chat.page.keyboard.press("Escape")
    await expect(chat.launcher).to_be_focused()
    await expect(chat.page.get_by_role("group", name="Did this chat help?")).to_have_count(0)


async def test_a_word_with_the_thumb(chat: ChatPage) -> None:
    """A thumb can be explained; the word is saved with it, and the focus stays near."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    thumb = chat.page.get_by_role("button", name="Not helpful").last
    await thumb.click()
    field = chat.page.get_by_role("textbox", name="Want to tell us why?")
    await expect(field).to_be_in_viewport()
    await field.fill("too short")
    async with chat.page.expect_request("**/api/chat/feedback") as saving:
        await field.press("Enter")
    assert sent(await saving.value) == {"seq": 3, "helpful": False, "comment": "too short"}
    await expect(field).to_have_count(0)
    await expect(thumb).to_be_focused()
