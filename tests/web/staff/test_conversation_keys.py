"""The conversations in a real browser: keys, and new conversations that appear by themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from storage.tables import Conversation
from tests.storage.talks import NOON, talk
from tests.web.running import Running
from tests.web.staff.browsing import browsing, listens
from tests.web.staff.colleague import Colleague
from tests.widget.conftest import browser

__all__ = ["browser"]

LIST = "/staff/conversations"


@pytest_asyncio.fixture
async def page(browser: Browser, reviewer: Colleague, console: Running) -> AsyncIterator[Page]:
    """A reviewer's browser at the list of three conversations; no script error is let pass."""
    for number in range(3):
        at = NOON + number * timedelta(hours=1)
        await talk(console.door.database, f"c{number}", f"Question {number}", at=at)
    async with browsing(browser, console, reviewer) as context:
        page = await context.new_page()
        await page.clock.install()
        await page.goto(LIST)
        await listens(page)
        yield page


async def test_reviewing_by_keyboard_alone(page: Page, console: Running) -> None:
    """J and k move, Enter opens, a digit chooses, Enter saves and leads to the next one."""
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await page.keyboard.press("k")
    await page.keyboard.press("Enter")
    for number, state in ((2, "reviewed"), (1, "later"), (0, "reviewed")):
        await expect(page.locator(".said.visitor .words")).to_have_text(f"Question {number}")
        await listens(page)
        await page.keyboard.press("2" if state == "later" else "1")
        await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Conversations", exact=True)).to_be_visible()
    async with console.door.database.read() as session:
        states = [
            (await session.get_one(Conversation, f"c{number}")).review_state for number in range(3)
        ]
    assert states == ["reviewed", "later", "reviewed"]


async def test_keys_of_the_transcript(page: Page) -> None:
    """J and k go to the older and newer conversation, n to the note, u up to the list."""
    await page.goto(f"{LIST}/c1")
    await listens(page)
    await page.keyboard.press("j")
    await page.wait_for_url("**/c0")
    await listens(page)
    await page.keyboard.press("k")
    await page.wait_for_url("**/c1")
    await listens(page)
    await page.keyboard.press("n")
    await page.keyboard.type("just ?")
    await expect(page.get_by_label("New note")).to_have_value("just ?")
    await page.keyboard.press("Tab")
    await page.keyboard.press("u")
    await page.wait_for_url(f"**{LIST}")


async def test_keys_are_shown_and_can_be_switched_off(page: Page) -> None:
    """`?` shows the keys; those who speak to their computer can do without them."""
    await page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    await expect(keys).to_be_visible()
    await page.get_by_label("Use keys on this computer").uncheck()
    await page.get_by_role("button", name="Close").click()
    await expect(keys).to_be_hidden()
    await page.reload()
    await listens(page)
    await page.keyboard.press("j")
    await expect(page.locator(".question").first).not_to_be_focused()


async def test_new_ones_appear_by_themselves(page: Page, console: Running) -> None:
    """A new conversation is in the list without a reload, told to screen readers; focus stays."""
    await page.keyboard.press("j")
    await talk(console.door.database, "fresh", "Brand new", at=NOON + timedelta(hours=9))
    await page.clock.run_for(16_000)
    await expect(page.locator(".question").first).to_have_text("Brand new")
    await expect(page.locator("#fresh")).to_have_text("1 new in the list")
    await expect(page.get_by_role("link", name="Question 2")).to_be_focused()
    await expect(page.locator(".heading .hint")).to_have_text("4 conversations")
