"""A colleague takes a conversation over: two browsers, the console's and the visitor's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.axe import axe_violations
from tests.web.conftest import make_settings, running
from tests.web.fake_engine import FakeEngine, reply
from tests.web.running import Running
from tests.web.staff.browsing import browsing
from tests.web.staff.colleague import Colleague
from tests.web.staff.conftest import signed_in
from tests.widget.chat_page import ChatPage
from tests.widget.conftest import DESKTOP, PATIENCE, PHONE, browser
from web.live.rounds import make_takeover_round

__all__ = ["browser"]

SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")

NAME = "Ada Reviewer"
ALWAYS = "Mon-Sun 00:00-24:00"
HUMAN: dict[str, Any] = {
    "replies": [{**reply("Please call us."), "topic": "talk_to_human"}],
}


@pytest_asyncio.fixture
async def door(engine_server: tuple[FakeEngine, str], sqlite_url: str) -> AsyncIterator[Running]:
    """A running door that is always open."""
    settings = make_settings(engine_server[1], sqlite_url)
    settings.office_hours = ALWAYS
    async with running(settings) as door:
        yield door


@pytest_asyncio.fixture
async def colleague(door: Running) -> AsyncIterator[Colleague]:
    """A reviewer who is signed in."""
    async with signed_in(door, "reviewer", "-") as colleague:
        yield colleague


@pytest_asyncio.fixture
async def staff(browser: Browser, door: Running, colleague: Colleague) -> AsyncIterator[Page]:
    """The colleague's browser, at the start page."""
    async with browsing(browser, door, colleague, allowed="net::ERR") as context:
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        await page.goto("/staff/today")
        yield page


@pytest_asyncio.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """The visitor's browser."""
    context = await browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    await context.close()


@pytest_asyncio.fixture
async def chat(context: BrowserContext, door: Running) -> ChatPage:
    """The visitor's page, its chat open."""
    page = await context.new_page()
    await page.goto(door.url)
    chat = ChatPage(page)
    await chat.open()
    return chat


async def ask_for_person(chat: ChatPage, engine: FakeEngine) -> None:
    """Ask for a person and wait for the answer."""
    engine.changes = HUMAN
    await chat.ask_and_wait("a person please")
    engine.changes = {}


async def join(staff: Page) -> None:
    """Go from the notice on any page to the conversation, and join."""
    await staff.get_by_role("link", name="Go there").click()
    await staff.get_by_role("button", name="Join").click()
    await expect(staff.get_by_label("Message to the visitor")).to_be_focused()


async def say(staff: Page, text: str) -> None:
    """Write to the visitor and send it with Enter."""
    field = staff.get_by_label("Message to the visitor")
    await field.fill(text)
    await field.press("Enter")
    await expect(field).to_have_value("")


async def test_both_ways_and_back(chat: ChatPage, staff: Page, engine: FakeEngine) -> None:
    """Asked for, joined, both talk, handed back, and the assistant answers again."""
    await ask_for_person(chat, engine)
    await expect(chat.log).to_contain_text("I have asked the staff of L&P Aesthetics")
    await expect(staff.locator("#waiting")).to_contain_text("A visitor asks for a person.")
    await join(staff)
    await expect(chat.log).to_contain_text(f"{NAME} from the clinic has joined.")
    await expect(chat.panel).to_contain_text(f"{NAME} from the clinic, a person")
    await say(staff, "Hello, how can I help?")
    said = chat.page.locator("lp-chat .staff")
    await expect(said).to_contain_text(f"{NAME}, from the clinic")
    await expect(said).to_contain_text("Hello, how can I help?")
    before = len(engine.calls)
    await chat.ask("my number is 617 555 0134")
    visitor = staff.locator(".said.visitor").last
    await expect(visitor.locator(".words")).to_have_text("my number is 617 555 0134")
    await chat.wait_until_all_is_sent(8)
    assert len(engine.calls) == before
    await staff.get_by_role("button", name="Hand back to the assistant").click()
    await expect(chat.log).to_contain_text("The assistant is back.")
    # Masked for all who read it later.
    await expect(staff.locator(".said.visitor .words").last).to_have_text("my number is [contact]")
    await chat.ask_and_wait("What does it cost?")
    await expect(chat.log).to_contain_text("You said: 'What does it cost?'")
    assert len(engine.calls) == before + 1


async def test_axe_finds_nothing(chat: ChatPage, staff: Page, engine: FakeEngine) -> None:
    """Both sides, with a person there, light and dark, on a desktop and on a phone."""
    await ask_for_person(chat, engine)
    await join(staff)
    await say(staff, "Hello")
    await expect(chat.page.locator("lp-chat .staff")).to_be_visible()
    found = {}
    for scheme in SCHEMES:
        for size in (DESKTOP, PHONE):
            for side, page in (("staff", staff), ("visitor", chat.page)):
                await page.set_viewport_size(size)
                await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                found[f"{side}, {scheme}, {size['width']} px"] = await axe_violations(page)
    assert {where: problems for where, problems in found.items() if problems} == {}


async def test_network_cut(
    chat: ChatPage, context: BrowserContext, staff: Page, engine: FakeEngine
) -> None:
    """What was said while the visitor's network was away comes after it, each once, in order."""
    await ask_for_person(chat, engine)
    await join(staff)
    await say(staff, "one")
    said = chat.page.locator("lp-chat .staff .bubble")
    await expect(said).to_have_text(["one"])
    await context.set_offline(True)
    await say(staff, "two")
    await chat.ask("are you there?")
    await say(staff, "three")
    await context.set_offline(False)
    await expect(said).to_have_text(["one", "two", "three"])
    heard = staff.locator(".said.visitor .words", has_text="are you there?")
    await expect(heard).to_have_count(1, timeout=15_000)
    await chat.wait_until_all_is_sent(15)
    await say(staff, "four")
    await expect(said).to_have_text(["one", "two", "three", "four"])
    await expect(chat.asked).to_have_count(2)
    await chat.page.reload()
    await expect(said).to_have_text(["one", "two", "three", "four"])


async def test_unread_while_closed(chat: ChatPage, staff: Page, engine: FakeEngine) -> None:
    """A person's words count on the closed launcher, also after a reload of the page."""
    await ask_for_person(chat, engine)
    await join(staff)
    await expect(chat.log).to_contain_text("has joined")
    await chat.page.keyboard.press("Escape")
    await expect(chat.panel).to_be_hidden()
    await say(staff, "still there?")
    count = chat.page.locator("lp-chat .count")
    await expect(count).to_have_text("1")
    async with chat.page.expect_response("**/api/chat/live*"):
        await chat.page.reload()
    await expect(count).to_have_text("1")
    await say(staff, "hello?")
    await expect(count).to_have_text("2")
    await chat.launcher.click()
    await expect(chat.log).to_contain_text("hello?")
    await expect(count).to_be_hidden()


async def test_emergency_while_a_person_is_there(
    chat: ChatPage, staff: Page, engine: FakeEngine
) -> None:
    """A visitor in danger gets the curated answer at once, whoever is there."""
    await ask_for_person(chat, engine)
    await join(staff)
    await chat.ask_and_wait("I am bleeding")
    await expect(chat.log).to_contain_text("You said: 'I am bleeding'")
    await expect(staff.get_by_text("I am bleeding", exact=True)).to_be_visible()


async def test_nobody_came(chat: ChatPage, staff: Page, door: Running, engine: FakeEngine) -> None:
    """Whoever was asked for does not come: the visitor is told, and offered a call back."""
    await ask_for_person(chat, engine)
    await expect(staff.locator("#waiting")).to_be_visible()
    door.door.settings.person_wait_minutes = 0
    await make_takeover_round(door.door)
    await expect(chat.log).to_contain_text("nobody could join just now")
    await expect(chat.choices.last).to_have_text("How do I book a consultation?")
    await expect(staff.locator("#waiting")).to_be_hidden()


async def test_nobody_free(chat: ChatPage, door: Running, engine: FakeEngine) -> None:
    """Nobody is at the console: the answer is how to reach the clinic, nobody is asked."""
    await ask_for_person(chat, engine)
    await expect(chat.log).to_contain_text("Please call us.")
    await expect(chat.log).not_to_contain_text("I have asked")


async def test_silence_is_handed_back(
    chat: ChatPage, staff: Page, door: Running, engine: FakeEngine
) -> None:
    """Nobody writes for the set time: the assistant is back, and the console says so."""
    await ask_for_person(chat, engine)
    await join(staff)
    await expect(chat.log).to_contain_text("has joined")
    await make_takeover_round(door.door)
    await expect(staff.get_by_label("Message to the visitor")).to_be_visible()
    door.door.settings.takeover_idle_minutes = 0
    await make_takeover_round(door.door)
    await expect(chat.log).to_contain_text("The assistant is back.")
    await expect(staff.get_by_role("button", name="Join")).to_be_visible()
