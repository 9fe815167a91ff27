"""A visitor who keeps asking while everything around fails."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from playwright.async_api import BrowserContext, Page, Route, expect
from playwright.async_api import Error as PlaywrightError

from .chat_page import ChatPage
from .door_process import DoorProcess

PATIENCE = (
    120_000  # until all that waits is answered: the waits between attempts grow (milliseconds)
)
QUESTIONS = ["What are the risks?", "Is it safe?", "hello", "Who are the doctors?"]


class Chaos:
    """Asks numbered questions in two tabs, and lets one thing fail at each moment.

    Args:
        context: The browser's, with its storage.
        door: The web server.
        seed: Of the random choices; the same seed makes the same run.
    """

    def __init__(self, context: BrowserContext, door: DoorProcess, seed: int) -> None:
        self.asked: list[str] = []
        self.moments: dict[str, int] = {}
        self._context = context
        self._door = door
        self._random = random.Random(seed)
        self._tabs: list[ChatPage] = []
        self._fate: Callable[[Route], Awaitable[Any]] | None = None
        self._troubles: list[Callable[[ChatPage], Awaitable[Any]]] = [
            self._drop_request,
            self._drop_answer,
            self._reload,
            self._crash_tab,
            self._kill_server,
            self._go_offline,
            self._hold_up,
        ]

    async def start(self) -> None:
        """Open the chat in two tabs."""
        for _ in range(2):
            self._tabs.append(await self._new_tab())

    async def run(self, moments: int) -> None:
        """Let things fail so many times, with a question at each."""
        for _ in range(moments):
            trouble = self._random.choice(self._troubles)
            self.moments[trouble.__name__] = self.moments.get(trouble.__name__, 0) + 1
            await trouble(self._random.choice(self._tabs))

    async def settle(self) -> ChatPage:
        """Wait until nothing waits any more, and return a tab that was just loaded."""
        self._fate = None
        tab = self._tabs[0]
        await tab.wait_until_all_is_sent(PATIENCE // 1_000)
        await tab.page.reload()
        await expect(tab.asked).to_have_count(len(self.asked), timeout=PATIENCE)
        return tab

    async def _ask(self, tab: ChatPage) -> None:
        """Ask the next question, once this tab shows all those before, as a person would."""
        await self._in_step(tab)
        text = f"{self._random.choice(QUESTIONS)} #{len(self.asked) + 1}"
        await tab.ask(text)
        self.asked.append(text)

    async def _in_step(self, tab: ChatPage) -> None:
        await expect(tab.asked).to_have_count(len(self.asked), timeout=PATIENCE)

    async def _drop_request(self, tab: ChatPage) -> None:
        self._fate = lambda route: route.abort("connectionreset")
        await self._ask(tab)

    async def _drop_answer(self, tab: ChatPage) -> None:
        async def lose(route: Route) -> None:
            await route.fetch()
            await route.abort("connectionreset")

        self._fate = lose
        await self._ask(tab)

    async def _hold_up(self, tab: ChatPage) -> None:
        async def late(route: Route) -> None:
            await asyncio.sleep(self._random.random())
            await route.continue_()

        self._fate = late
        await self._ask(tab)

    async def _reload(self, tab: ChatPage) -> None:
        await self._ask(tab)
        await asyncio.sleep(self._random.random() / 5)
        await tab.page.reload()

    async def _crash_tab(self, tab: ChatPage) -> None:
        """The tab is gone from one moment to the next, and another is opened."""
        await self._ask(tab)
        await asyncio.sleep(self._random.random() / 5)
        session = await self._context.new_cdp_session(tab.page)
        crash = asyncio.ensure_future(session.send("Page.crash"))
        await tab.page.wait_for_event("crash")
        crash.cancel()
        await tab.page.close()
        self._tabs[self._tabs.index(tab)] = await self._new_tab()

    async def _kill_server(self, tab: ChatPage) -> None:
        await self._ask(tab)
        await asyncio.sleep(self._random.random() / 5)
        await asyncio.to_thread(self._door.kill)
        await self._ask(tab)
        await asyncio.to_thread(self._door.start)

    async def _go_offline(self, tab: ChatPage) -> None:
        await self._in_step(tab)
        await self._context.set_offline(True)
        await self._ask(tab)
        await self._context.set_offline(False)

    async def _meet_fate(self, route: Route) -> None:
        """Let the next message meet what was chosen for it; all others pass."""
        fate, self._fate = self._fate, None
        with suppress(PlaywrightError):  # its tab may be gone meanwhile, and the request with it
            await (fate or Route.continue_)(route)

    async def _new_tab(self) -> ChatPage:
        page: Page = await self._context.new_page()
        await page.goto(self._door.url)
        tab = ChatPage(page)
        await tab.on_send(self._meet_fate)
        await tab.launcher.click()
        await expect(tab.answers).not_to_have_count(0, timeout=PATIENCE)
        return tab


async def stored(tab: ChatPage, door: DoorProcess) -> list[dict[str, Any]]:
    """Read the whole conversation from the server, in its order."""
    session = await tab.page.evaluate("JSON.parse(localStorage.getItem('lp-chat.session'))")
    answer = await tab.page.request.get(
        f"{door.url}/api/chat/messages", headers={"Authorization": f"Bearer {session['token']}"}
    )
    messages: list[dict[str, Any]] = (await answer.json())["messages"]
    return messages


def expect_nothing_lost(chaos: Chaos, messages: list[dict[str, Any]], shown: list[str]) -> None:
    """Hold what the server has and what the page shows against what was asked."""
    asked = [message["text"] for message in messages if message["from"] == "visitor"]
    assert asked == chaos.asked  # nothing lost, nothing twice, order kept
    assert shown == chaos.asked
    for number, message in enumerate(messages):
        if message["from"] == "visitor":
            assert messages[number + 1]["from"] == "assistant", f"unanswered: {message['seq']}"
