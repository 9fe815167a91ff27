"""A colleague at a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.web.running import Running
from tests.web.staff.colleague import Colleague


@asynccontextmanager
async def browsing(
    browser: Browser, console: Running, colleague: Colleague, allowed: str = "", **options: Any
) -> AsyncIterator[BrowserContext]:
    """Open a browser that is signed in; an error in its console fails the test.

    That is an error of a script, or anything that the Content-Security-Policy forbids.

    Args:
        browser: A running browser.
        console: The console.
        colleague: Who uses it.
        allowed: What an error may say that the test brings about.
        **options: Playwright's options of a context.

    Yields:
        The context, for pages.
    """
    context = await browser.new_context(base_url=console.url, **options)
    if token := colleague.http.cookies.get("staff_session"):
        await context.add_cookies(
            [{"name": "staff_session", "value": token, "url": f"{console.url}/staff"}]
        )
    problems: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                problems.append(f"{page.url}: {said.text}")
                if said.type in ("error", "warning")
                else None
            ),
        )

    context.on("page", watch)
    yield context
    await context.close()
    assert [problem for problem in problems if not allowed or allowed not in problem] == []


async def listens(page: Page) -> None:
    """Wait until the scripts of a page with keys have run: the button is there that shows them."""
    await expect(page.locator("#show-keys")).to_be_visible()
