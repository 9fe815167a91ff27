"""What a page pays before a visitor opens the chat."""

from __future__ import annotations

from .chat_page import ChatPage
from .conftest import NewChat
from .other_site import OtherSite

SHIFTS = (
    "window.shifted = []; new PerformanceObserver((list) => {"
    " for (const entry of list.getEntries())"
    "   window.shifted.push(...entry.sources.map(({node}) => node?.getRootNode() === document)) })"
    ".observe({type: 'layout-shift', buffered: true})"
)
STORED = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": 0, "session": 0, "cookies": "", "databases": 0, "caches": 0, "workers": 0}


async def test_one_request_and_no_storage(
    new_chat: NewChat, site: OtherSite, base_url: str
) -> None:
    """One request for the launcher, and no storage of any kind, until the visitor opens it."""
    line = f'<script type="module" src="{base_url}/widget.js"></script>'
    address = site.add("/before", f'<!doctype html><html lang="en"><title>x</title>{line}')
    chat = await new_chat(address="about:blank")
    seen = chat.record(base_url)
    await chat.page.goto(address)
    await chat.launcher.hover()
    await chat.launcher.focus()
    await chat.page.wait_for_timeout(500)
    assert [request.url for request in seen] == [f"{base_url}/widget.js"]
    assert await chat.page.evaluate(STORED) == NOTHING
    assert await chat.page.context.cookies() == []
    await chat.open()
    assert [request.url for request in seen[1:]] == [
        f"{base_url}/widget/en.js?",
        f"{base_url}/api/chat/sessions",
    ]


async def test_no_layout_shift(new_chat: NewChat) -> None:
    """Neither the launcher nor the opened chat moves anything of the page."""
    chat = await new_chat(script=SHIFTS)
    await chat.launcher.wait_for()
    await chat.page.wait_for_timeout(300)
    assert await chat.page.evaluate("window.shifted") == []
    await chat.open()
    await chat.ask_and_wait("What are the risks?")
    await chat.page.wait_for_timeout(200)
    assert True not in await chat.page.evaluate("window.shifted")


async def test_looking_without_writing(chat: ChatPage) -> None:
    """Opening writes the session and where the panel stands; nothing that was said."""
    await chat.open()
    await chat.ask_and_wait("What are the risks?")
    kept = await chat.storage()
    assert set(kept) == {"lp-chat.session", "lp-chat.open"}
    assert "risks" not in str(kept)
