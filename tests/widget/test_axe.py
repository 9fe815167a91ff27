"""axe-core finds nothing, in any state, however the page is looked at."""

from __future__ import annotations

from typing import Any

import pytest

from tests.axe import axe_violations

from .chat_page import ChatPage
from .conftest import DESKTOP, PHONE, NewChat
from .states import all_states

SMALL = "/demo/strict"  # the page around the chat does not matter there
# Names of the states, so that none is left out unseen.
STATES = [
    *("closed", "not loaded", "open", "answered", "comment", "menu", "warning", "too long"),
    *("form", "refused", "error", "offline", "long history", "before erasing", "erased"),
]
MODES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "light, right to left": {"path": "/demo/rtl"},
    "dark, right to left": {"path": "/demo/rtl", "color_scheme": "dark"},
    "phone, dark": {"path": SMALL, "viewport": PHONE, "is_mobile": True, "color_scheme": "dark"},
    "320 px": {"path": SMALL, "viewport": {"width": 320, "height": 640}},
    "200 %": {
        "path": SMALL,
        "viewport": {"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2},
        "device_scale_factor": 2,
    },
    "400 %": {
        "path": SMALL,
        "viewport": {"width": DESKTOP["width"] // 4, "height": DESKTOP["height"] // 4},
        "device_scale_factor": 4,
    },
    "forced colours": {"path": SMALL, "forced_colors": "active"},
    "reduced motion": {"path": SMALL, "reduced_motion": "reduce"},
    "Spanish": {"path": "/demo/spanish"},
    "a colour of the page's own": {"path": "/demo/rose"},
}


async def _violations(chat: ChatPage) -> list[str]:
    """Run axe on the whole page, once its animations are over, and return what it finds."""
    await chat.page.evaluate(
        "() => Promise.all(document.querySelector('lp-chat').shadowRoot.getAnimations()"
        ".filter(({effect}) => effect.getTiming().iterations !== Infinity)"
        ".map(({finished}) => finished.catch(() => {})))"
    )
    return await axe_violations(chat.page)


@pytest.mark.parametrize("mode", MODES)
async def test_axe_finds_nothing(new_chat: NewChat, base_url: str, mode: str) -> None:
    """WCAG 2.2 A and AA and best practice, in every state."""
    options = dict(MODES[mode])
    path = options.pop("path", "/")
    chat = await new_chat(address=base_url + path, **options)
    found: dict[str, list[str]] = {}
    seen = []
    async for state in all_states(chat):
        seen.append(state)
        found[state] = await _violations(chat)
    assert {state: problems for state, problems in found.items() if problems} == {}
    assert seen == STATES
