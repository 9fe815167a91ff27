"""Sizes, colours and directions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from .chat_page import ChatPage
from .conftest import DESKTOP, PHONE, NewChat

CHECKS = (Path(__file__).parent / "look_checks.js").read_text(encoding="utf-8")
QUESTION = "What are the risks?"


async def _talk(chat: ChatPage) -> None:
    await chat.open()
    await chat.ask_and_wait(QUESTION)


async def _check(chat: ChatPage, name: str) -> Any:
    """Run a function of look_checks.js on the page and return what it found."""
    return await chat.page.evaluate(f"{CHECKS}\n{name}()")


async def test_narrow(new_chat: NewChat) -> None:
    """At 320 px nothing is cut off and nothing scrolls sideways, also with endless words."""
    chat = await new_chat(viewport={"width": 320, "height": 568})
    assert await _check(chat, "sideways") == []
    await _talk(chat)
    await chat.ask_and_wait("W" * 400)
    assert await _check(chat, "sideways") == []
    await expect(chat.field).to_be_in_viewport()
    await expect(chat.page.locator("lp-chat .line")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_contrast_and_targets(
    new_chat: NewChat, scheme: str, size: dict[str, int], tmp_path: Path
) -> None:
    """Text reaches 4.5:1 and every target 24 px, the buttons 44; the page keeps a picture."""
    chat = await new_chat(viewport=size, color_scheme=scheme)
    assert await _check(chat, "faint") == []
    await _talk(chat)
    assert await _check(chat, "faint") == []
    assert await _check(chat, "small") == []
    await chat.page.screenshot(path=tmp_path / f"{scheme}.png")
    backdrop = (
        "getComputedStyle(document.querySelector('lp-chat').shadowRoot.querySelector('dialog'))"
    )
    colour = await chat.page.evaluate(f"{backdrop}.backgroundColor.match(/\\d+/g).map(Number)")
    assert (max(colour) < 60) if scheme == "dark" else (min(colour) > 230)


async def test_reduced_motion(new_chat: NewChat) -> None:
    """Who asked for less motion gets none."""
    chat = await new_chat(reduced_motion="reduce")
    await chat.open()
    assert await _check(chat, "moving") == []


async def test_forced_colours(new_chat: NewChat) -> None:
    """In forced colours panel, messages and buttons keep an edge."""
    chat = await new_chat(forced_colors="active")
    await _talk(chat)
    assert await _check(chat, "edgeless") == []


async def test_right_to_left(chat: ChatPage) -> None:
    """On a right-to-left page the chat stands on the left and its sides are swapped."""
    await chat.page.evaluate("document.documentElement.dir = 'rtl'")
    await _talk(chat)
    panel = await chat.panel.bounding_box()
    asked = await chat.asked.bounding_box()
    answer = await chat.answers.last.locator(".bubble").bounding_box()
    assert panel and asked and answer
    assert panel["x"] < 100
    assert asked["x"] < answer["x"]


async def test_page_with_small_root_font(chat: ChatPage) -> None:
    """A page that shrinks its root font does not shrink the chat; its styles stay outside."""
    await chat.page.evaluate(
        "document.adoptedStyleSheets = [new CSSStyleSheet()];"
        "document.adoptedStyleSheets[0].replaceSync('html {font-size: 62.5%} * {color: red;"
        " letter-spacing: 9px; text-transform: uppercase} lp-chat {display: none; opacity: 0.1}')"
    )
    await _talk(chat)
    assert await _check(chat, "small") == []
    style = await chat.answers.last.evaluate(
        "(node) => { const s = getComputedStyle(node);"
        " return [s.fontSize, s.letterSpacing, s.textTransform] }"
    )
    assert style == ["16px", "normal", "none"]


async def test_screen_that_turns(phone: ChatPage) -> None:
    """A chat that is open while the window grows stays open, text and all, and frees the page."""
    await phone.open()
    await phone.field.fill("half a question")
    await phone.page.set_viewport_size({"width": 1200, "height": 900})
    await expect(phone.field).to_have_value("half a question")
    assert await phone.panel.evaluate("(node) => node.matches(':modal')") is False
    assert await phone.page.evaluate("document.documentElement.style.overflow") == ""
    await phone.page.set_viewport_size({"width": 390, "height": 844})
    assert await phone.panel.evaluate("(node) => node.matches(':modal')") is True


async def test_long_answer_is_read_from_its_start(phone: ChatPage) -> None:
    """An answer longer than the screen does not push its question out of sight."""
    reply = {"seq": 3, "text": "One more line.\n" * 60, "buttons": [], "source": None}
    answered = {"seq": 2, "replies": [reply], "topics": [], "urgent": False}
    await phone.open()
    await phone.on_send(lambda route: route.fulfill(json=answered))
    await phone.ask_and_wait(QUESTION)
    await expect(phone.asked).to_be_in_viewport()
