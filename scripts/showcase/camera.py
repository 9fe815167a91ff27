"""Takes pictures of what a browser shows, for the documents."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page

from scripts.pictures import FOLDER, Scheme
from scripts.showcase.staff import Staff
from web.staff.cookies import SESSION

QUALITY = 76


class Camera:
    """Takes pictures of one colleague's browser.

    Args:
        browser: A running browser.
        address: Where the assistant answers.
        size: Of the window.
        scheme: ``light`` or ``dark``.
    """

    def __init__(
        self, browser: Browser, address: str, size: tuple[int, int], scheme: Scheme
    ) -> None:
        self._browser, self._address, self._scheme = browser, address, scheme
        self._size = size

    @asynccontextmanager
    async def look(self, colleague: Staff | None) -> AsyncIterator[Page]:
        """Open a page, signed in or not."""
        width, height = self._size
        context = await self._browser.new_context(
            base_url=self._address,
            viewport={"width": width, "height": height},
            color_scheme=self._scheme,
            reduced_motion="reduce",
        )
        if colleague is not None:
            url = f"{self._address}/staff"
            await context.add_cookies([{"name": SESSION, "value": colleague.token, "url": url}])
        yield await context.new_page()
        await context.close()


async def keep(page: Page, name: str) -> None:
    """Keep a picture of what the window shows."""
    connection = await page.context.new_cdp_session(page)
    options = {"format": "webp", "quality": QUALITY}
    answer = await connection.send("Page.captureScreenshot", options)
    (FOLDER / f"console-{name}.webp").write_bytes(base64.b64decode(answer["data"]))
