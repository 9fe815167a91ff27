"""Takes the picture of a take-over: a colleague at the console beside the visitor's chat.

Both are real browsers at a running assistant of its own; who talks is made up.
"""

from __future__ import annotations

import asyncio
import base64
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from scripts.pictures import ARGUMENTS, CHROMIUM, DESKTOP, FOLDER, PHONE
from scripts.showcase.camera import Camera, keep
from scripts.showcase.staff import Staff, hire
from storage.database import Database
from tests.conftest import CLINIC
from tests.stack import Stack
from tests.widget.chat_page import ChatPage

ALWAYS = "Mon-Sun 00:00-24:00"
GAP = 24  # CSS pixels, between and around the two windows
HEIGHT = max(DESKTOP[1], PHONE[1])
WINDOW = f'<img src="data:image/png;base64,%s" height="{HEIGHT}">'
SIDE_BY_SIDE = f"""
<body style="margin:0;padding:{GAP}px;display:flex;gap:{GAP}px;background:#d9d3c7">
{WINDOW}{WINDOW}
"""


async def talk(visitor: Page, colleague: Page) -> None:
    """Let a visitor ask for a person, and the colleague join and answer."""
    chat = ChatPage(visitor)
    await visitor.goto("/")
    await chat.open()
    await chat.ask_and_wait("how long is the recovery?")
    await chat.ask_and_wait("Can I talk to a person?")
    await colleague.goto("/staff/today")
    await colleague.get_by_role("link", name="Go there").click()
    await colleague.get_by_role("button", name="Join").click()
    await _say(colleague, "Hello, this is Tom at the front desk. What would you like to know?")
    await _is_told(visitor, "this is Tom")
    await chat.ask("I fly home on Friday. Could I come on Wednesday?")
    await colleague.get_by_text("I fly home on Friday").last.wait_for()
    await _say(colleague, "Wednesday at ten is free. Shall I keep it for you?")
    await _is_told(visitor, "Wednesday at ten")


async def _say(colleague: Page, words: str) -> None:
    field = colleague.get_by_label("Message to the visitor")
    await field.fill(words)
    await field.press("Enter")
    await colleague.locator(".said.staff").get_by_text(words).wait_for()


async def _is_told(visitor: Page, words: str) -> None:
    await visitor.locator("lp-chat .staff").get_by_text(words).wait_for()


async def take(browser: Browser, address: str, tom: Staff) -> None:
    """Take both windows and keep them side by side."""
    async with (
        Camera(browser, address, PHONE, "light").look(None) as visitor,
        Camera(browser, address, DESKTOP, "light").look(tom) as colleague,
    ):
        await talk(visitor, colleague)
        taken = [await page.screenshot() for page in (colleague, visitor)]
    width = DESKTOP[0] + PHONE[0] * HEIGHT // PHONE[1] + 3 * GAP
    async with Camera(browser, address, (width, HEIGHT + 2 * GAP), "light").look(None) as both:
        await both.set_content(SIDE_BY_SIDE % tuple(base64.b64encode(p).decode() for p in taken))
        await keep(both, "takeover")


async def hire_and_take(stack: Stack) -> None:
    """Let a colleague be at the console, and take the picture."""
    database = Database(stack.database_url)
    staff = await hire(stack.base_url, database)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        await take(browser, stack.base_url, staff[1])
        await browser.close()
    for colleague in staff:
        await colleague.http.aclose()
    await database.close()


def main() -> None:
    """Start an assistant whose office is always open, and take the picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder), **CLINIC, OFFICE_HOURS=ALWAYS)
        stack.start()
        try:
            asyncio.run(hire_and_take(stack))
        finally:
            stack.stop()


if __name__ == "__main__":
    main()
