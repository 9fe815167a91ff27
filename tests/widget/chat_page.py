"""The chat as a visitor meets it: what to press, what to read."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import Locator, Page, Request, Route, expect

API = "**/api/chat/**"
MESSAGES = "**/api/chat/messages"

Handler = Callable[[Route], Awaitable[Any]]


def sent(request: Request) -> dict[str, Any]:
    """Read the JSON body of a request."""
    body: dict[str, Any] = json.loads(request.post_data or "")
    return body


class ChatPage:
    """The demo page with the chat on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.locator("lp-chat .launcher")
        self.panel = page.locator("lp-chat dialog")
        self.log = page.get_by_role("log", name="Conversation")
        self.field = page.locator("lp-chat textarea")
        self.asked = page.locator("lp-chat .mine .bubble")
        self.answers = page.locator("lp-chat .theirs")
        self.choices = page.locator("lp-chat .choice")
        self.notice = page.locator("lp-chat .notice")

    async def open(self) -> None:
        """Press the launcher and wait for the greeting."""
        await self.launcher.click()
        await expect(self.answers).not_to_have_count(0)

    async def ask(self, text: str) -> None:
        """Type a question and send it, without waiting for the answer."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def ask_and_wait(self, text: str) -> Locator:
        """Type a question and return its first answer."""
        before = await self.answers.count()
        await self.ask(text)
        answer = self.answers.nth(before)
        await expect(answer).to_be_visible(timeout=15_000)
        await expect(self.page.locator("lp-chat .typing")).to_be_hidden()
        return answer

    async def press(self, title: str) -> None:
        """Press a quick reply and wait for its answer."""
        before = await self.answers.count()
        await self.choices.get_by_text(title, exact=True).last.click()
        await expect(self.answers).not_to_have_count(before, timeout=15_000)
        await expect(self.page.locator("lp-chat .typing")).to_be_hidden()

    async def leave_details(self) -> None:
        """Go through the contact form up to its summary."""
        await self.ask_and_wait("please call me back")
        await self.press("Yes, I agree")
        await self.ask_and_wait("Ann Lee, 617 555 0178, any time")
        await expect(self.panel).to_contain_text("Shall I send it?")

    async def use_menu(self, item: str) -> None:
        """Open the menu and choose from it."""
        await self.page.get_by_role("button", name="Menu").click()
        await self.page.get_by_role("button", name=item).click()

    async def on_send(self, handler: Handler) -> None:
        """Let the test decide what becomes of each message that is sent."""

        async def choose(route: Route) -> None:
            if route.request.method == "POST":
                await handler(route)
            else:
                await route.continue_()

        await self.page.route(MESSAGES, choose)

    async def wait_until_all_is_sent(self, seconds: int) -> None:
        """Wait until no message waits for its answer in this browser."""
        for _ in range(seconds * 5):
            if not [key for key in await self.storage() if key.startswith("lp-chat.out.")]:
                return
            await self.page.wait_for_timeout(200)
        raise AssertionError(f"still waiting: {await self.storage()}")

    async def storage(self) -> dict[str, str]:
        """Read all that the page keeps in the browser."""
        kept: dict[str, str] = await self.page.evaluate(
            "() => ({...Object.fromEntries(Object.entries(localStorage)),"
            " ...Object.fromEntries(Object.entries(sessionStorage))})"
        )
        return kept

    def record(self, part: str) -> list[Request]:
        """Collect the requests whose address holds `part`, from now on."""
        seen: list[Request] = []
        self.page.on(
            "request", lambda request: seen.append(request) if part in request.url else None
        )
        return seen
