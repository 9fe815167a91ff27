"""200 hostile texts through the real browser: shown as text, none runs."""

from __future__ import annotations

import itertools
import re

from playwright.async_api import expect

from .chat_page import ChatPage
from .conftest import NewChat

HIT = "window.hit=1"
FOREIGN = "lp-chat .log :is(script, img, iframe, svg[onload], b, style, object, math, form[action])"
TAGS = [
    f"<script>{HIT}</script>",
    f"<img src=x onerror={HIT}>",
    f"<svg onload={HIT}>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    f"<details open ontoggle={HIT}>x</details>",
    f"<input autofocus onfocus={HIT}>",
    f"<video><source onerror={HIT}></video>",
    f"<math><mtext><style><img src=x onerror={HIT}></style></mtext></math>",
    f"<a href=javascript:{HIT}>x</a>",
    f"<form action=javascript:{HIT}><button>x</button></form>",
    f"<body onload={HIT}>",
    f"<object data=javascript:{HIT}></object>",
    f"<template><script>{HIT}</script></template>",
    f"<style>@import 'javascript:{HIT}'</style>",
    f"<b onmouseover={HIT}>bold</b>",
    f"<meta http-equiv=refresh content=0;url=javascript:{HIT}>",
]
WRAPS = [
    "{}",
    '">{}',
    "'>{}",
    "</p></div>{}",
    "<!--{}-->{}",
    "</textarea></title>{}",
    "${{{}}}",
    "[x]({})",
    "`{}`",
    "https://example.com/{}",
]
LINKS = [
    f"javascript:{HIT}",
    f"JaVaScRiPt:{HIT}",
    f"java\tscript:{HIT}",
    f"\u0001javascript:{HIT}",
    f"data:text/html,<script>{HIT}</script>",
    f"vbscript:{HIT}",
    f"[x](javascript:{HIT})",
    f"<javascript:{HIT}>",
    f"https://javascript:{HIT}//@example.com",
    f'https://example.com/"onmouseover="{HIT}',
    f"https://example.com/'onclick='{HIT}",
    f"mailto:a@b.example?body=<script>{HIT}</script>",
    f"tel:1;{HIT}",
    f"//example.com/{HIT}",
    f"file:///etc/passwd?{HIT}",
    f"blob:https://example.com/{HIT}",
    "{{constructor.constructor('window.hit=1')()}}",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "\u202e<script>window.hit=1</script>",
    "%3Cscript%3Ewindow.hit=1%3C/script%3E",
    "__proto__",
    "constructor",
    "<\u0000script>window.hit=1</script>",
    "\ufeff<script>window.hit=1</script>",
    "<scr<script>ipt>window.hit=1</scr</script>ipt>",
    "<svg><script xlink:href=data:,window.hit=1></script></svg>",
    "<x contenteditable onblur=window.hit=1>x",
    "<a href='&#106;avascript:window.hit=1'>x</a>",
    "<img src=`x` onerror=window.hit=1>",
    "<img/src/onerror=window.hit=1>",
    "<isindex type=image src=1 onerror=window.hit=1>",
    "<base href=javascript:window.hit=1//>",
    "<link rel=stylesheet href=javascript:window.hit=1>",
    "<marquee onstart=window.hit=1>x</marquee>",
    "<lp-chat onclick=window.hit=1></lp-chat>",
    "<slot onslotchange=window.hit=1></slot>",
    "<dialog open oncancel=window.hit=1>x</dialog>",
    "<button popovertarget=x onbeforetoggle=window.hit=1>x</button>",
    "'; window.hit=1; //",
    "\\u003cscript\\u003ewindow.hit=1\\u003c/script\\u003e",
]
ATTACKS = [wrap.replace("{}", tag) for wrap, tag in itertools.product(WRAPS, TAGS)] + LINKS


async def _expect_harmless(chat: ChatPage) -> None:
    """Nothing of them is an element, no link leads astray, nothing has run, now or when pressed."""
    await expect(chat.page.locator(FOREIGN)).to_have_count(0)
    links = await chat.page.locator("lp-chat .log a").evaluate_all(
        "(nodes) => nodes.map((node) => node.href)"
    )
    assert all(re.match(r"(https?|mailto|tel):", link) for link in links)
    await chat.page.locator("lp-chat .log .bubble").evaluate_all(
        "(nodes) => nodes.forEach((node) => { node.dispatchEvent(new MouseEvent('mouseover'));"
        " node.dispatchEvent(new MouseEvent('click', {bubbles: true})) })"
    )
    assert await chat.page.evaluate("window.hit") is None


def test_there_are_200() -> None:
    """The list is as long as it says, and no text stands twice in it."""
    assert len(ATTACKS) == len(set(ATTACKS)) == 200


async def test_visitors_text(new_chat: NewChat) -> None:
    """Typed, sent to the real system, answered and read again: shown sign for sign, none runs."""
    chat = await new_chat()
    await chat.open()
    anyway = chat.page.get_by_role("button", name="Send it anyway")
    for attack in ATTACKS:
        await chat.ask(attack)
        if await anyway.is_visible():  # it looks like an e-mail address or a phone number
            await anyway.click()
    await expect(chat.asked).to_have_count(len(ATTACKS))
    expected = [attack.replace("\0", "").strip().strip("\ufeff") for attack in ATTACKS]
    for _ in range(2):
        await expect(chat.page.locator("lp-chat .state")).to_have_count(0)
        shown = await chat.asked.evaluate_all("(nodes) => nodes.map((node) => node.textContent)")
        assert [text.removeprefix("You: ") for text in shown] == expected
        await _expect_harmless(chat)
        await chat.wait_until_all_is_sent(90)
        await chat.page.reload()
        await expect(chat.asked).to_have_count(len(ATTACKS))


async def test_servers_text(new_chat: NewChat) -> None:
    """As answers, buttons and sources: shown as text, none runs."""
    chat = await new_chat()
    messages = [
        {
            "from": "assistant",
            "seq": number,
            "id": None,
            "text": attack,
            "buttons": [{"id": "b", "title": attack}],
            "source": {"section": attack, "reviewed_by": attack, "reviewed_on": attack},
            "at": "2026-01-01T00:00:00Z",
            "feedback": {"helpful": True, "comment": attack},
        }
        for number, attack in enumerate(ATTACKS, start=2)
    ]
    await chat.open()
    await chat.page.route(
        "**/api/chat/messages?*",
        lambda route: route.fulfill(json={"messages": messages, "more": False}),
    )
    await chat.page.reload()
    await expect(chat.answers).to_have_count(len(ATTACKS))
    shown = await chat.choices.evaluate_all("(nodes) => nodes.map((node) => node.textContent)")
    assert shown == ATTACKS
    await _expect_harmless(chat)
