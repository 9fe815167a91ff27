"""The visitor's own copies of the chat."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import expect

from .chat_page import ChatPage
from .conftest import NewChat

QUESTION = "What are the risks?"


async def test_copy(new_chat: NewChat) -> None:
    """The copy on the clipboard has who said what, when, the source, and the emergency line."""
    chat = await new_chat(permissions=["clipboard-read", "clipboard-write"])
    await chat.open()
    answer = await chat.ask_and_wait(QUESTION)
    said = await answer.locator(".bubble").inner_text()
    await chat.use_menu("Copy the chat")
    await expect(chat.panel).to_contain_text("The chat is copied")
    text = await chat.page.evaluate("navigator.clipboard.readText()")
    assert re.search(rf"\[\d+:\d\d\s[AP]M\] You:\n{re.escape(QUESTION)}\n", text)
    assert said.removeprefix("Assistant: ") in text
    assert "(From: Risks and Side Effects)" in text
    assert "Not medical advice. Urgent? Call 911" in text
    assert text.startswith("L&P Aesthetics. Chat of ")


async def test_copy_that_fails(new_chat: NewChat) -> None:
    """Where the clipboard is closed, the visitor is told another way."""
    script = "if (navigator.clipboard) navigator.clipboard.writeText = () => Promise.reject()"
    chat = await new_chat(script=script)
    await chat.open()
    await chat.use_menu("Copy the chat")
    await expect(chat.panel).to_contain_text("could not be copied. Try to download it.")


async def test_download(chat: ChatPage, tmp_path: Path) -> None:
    """The download is a plain text file that people can read."""
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    async with chat.page.expect_download() as download:
        await chat.use_menu("Download the chat")
    assert (await download.value).suggested_filename == "chat.txt"
    file = tmp_path / "chat.txt"
    await (await download.value).save_as(file)
    text = file.read_text(encoding="utf-8")
    assert QUESTION in text
    assert "{" not in text


async def test_print(new_chat: NewChat) -> None:
    """Print gives the chat and nothing of the page, and leaves nothing behind."""
    script = (
        "window.print = () => { top.printed = document.body.innerText;"
        " dispatchEvent(new Event('afterprint')) }"
    )
    chat = await new_chat(script=script)
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.use_menu("Print the chat")
    text = await chat.page.evaluate("window.printed")
    assert QUESTION in text
    assert "Understand it first" not in text
    await expect(chat.page.locator("lp-chat iframe")).to_have_count(0)
