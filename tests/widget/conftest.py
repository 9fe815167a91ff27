"""A real browser against the running assistant (`base_url` of tests/conftest.py)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, ViewportSize, async_playwright

from .chat_page import ChatPage
from .other_site import OtherSite, serve_site

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# So that what is under test fails soon when it fails.
PATIENCE = 8_000  # milliseconds
OFFLINE = "Failed to load resource"  # what Chromium logs for a request that a test has dropped

NewChat = Callable[..., Awaitable[ChatPage]]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests; each test has a context, and so a storage, of its own."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        await chromium.close()


@pytest.fixture
async def new_chat(browser: Browser, base_url: str) -> AsyncIterator[NewChat]:
    """Make pages with the chat on them; a script error or a breach of the CSP fails the test.

    The factory takes Playwright's options of a context, `script`: run before the page's own, and
    `address`: of another page.
    """
    problems: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(OFFLINE):
            problems.append(message.text)

    async def make(script: str | None = None, address: str = base_url, **options: Any) -> ChatPage:
        context = await browser.new_context(**{"viewport": DESKTOP, **options})
        contexts.append(context)
        if script:
            await context.add_init_script(script)

        def watch(page: Page) -> None:
            page.on("console", note)
            page.on("pageerror", lambda error: problems.append(str(error)))

        context.on("page", watch)
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        await page.goto(address)
        return ChatPage(page)

    yield make
    for context in contexts:
        await context.close()
    assert problems == []


@pytest.fixture(scope="session")
def site(site_port: int) -> Iterator[OtherSite]:
    """Another site, which the settings of the running assistant allow."""
    with serve_site(site_port) as running:
        yield running


@pytest.fixture
async def chat(new_chat: NewChat) -> ChatPage:
    """Give the demo page on a desktop, the chat still closed."""
    return await new_chat()


@pytest.fixture
async def phone(new_chat: NewChat) -> ChatPage:
    """Give the demo page on a phone, the chat still closed."""
    return await new_chat(viewport=PHONE, has_touch=True, is_mobile=True)
