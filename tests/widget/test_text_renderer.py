"""The text renderer under Hypothesis, in the real browser."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.async_api import Page

from web.joined_modules import join_modules

from .conftest import NewChat

MODULE = Path(__file__).parents[2] / "widget" / "src" / "rich_text.js"
SAFE = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
CLINIC = {"phone": "+1 202 555 0142", "emergency_number": "911", "email": "a+b@clinic.example"}
PIECES = st.sampled_from(
    [
        "https://",
        "HTTP://x.example/",
        "javascript:",
        "data:text/html,",
        "://",
        "<b>",
        "&amp;",
        "911",
        "+1 202 555 0142",
        "a+b@clinic.example",
        "mailto:",
        "tel:",
        ".",
        ")",
        "]",
        " ",
        "\n",
        "\u202e",
        "e\u0301",
        "\U0001f469\u200d\u2695\ufe0f",
    ]
)
CHARACTERS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
TEXTS = st.lists(PIECES | CHARACTERS, max_size=12).map("".join)
RENDER = """([text, clinic]) => {
  const nodes = window.richText(text, window.contacts(clinic));
  const box = document.createElement("p");
  box.append(...nodes);
  const links = [...box.querySelectorAll("*")].map((node) => [node.localName, node.protocol]);
  return [box.textContent, links];
}"""


async def test_no_sign_lost_and_only_safe_links(new_chat: NewChat) -> None:
    """Whatever the text: every sign of it is shown, and only http(s), mailto and tel are links."""
    chat = await new_chat()
    script = join_modules(MODULE)
    names = re.search(r"export\{(.*)\}", script)
    assert names
    body = script.replace(names.group(), f"Object.assign(window,{{{_as_object(names[1])}}})")
    await chat.page.evaluate(f"(() => {{{body}}})()")
    loop = asyncio.get_running_loop()

    @settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(TEXTS)
    def check(text: str) -> None:
        rendering = asyncio.run_coroutine_threadsafe(_render(chat.page, text), loop)
        shown, links = rendering.result()
        assert shown == text
        for tag, protocol in links:
            assert tag == "a"
            assert SAFE.fullmatch(protocol), protocol

    await asyncio.to_thread(check)


def _as_object(exports: str) -> str:
    """Turn `a as b,c` into `b:a,c`."""
    return re.sub(r"(\w+) as (\w+)", r"\2:\1", exports)


async def _render(page: Page, text: str) -> Any:
    return await page.evaluate(RENDER, [text, CLINIC])
