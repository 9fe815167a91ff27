"""A few moments of chaos; `make chaos` runs 200."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser

from tests.stack import Stack

from .chaos import Chaos, expect_nothing_lost, stored
from .door_process import DoorProcess

MOMENTS = 14
SEED = 4


async def test_nothing_is_lost(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    """Drops, kills, reloads, crashes: every question once, in order, each with its answer."""
    await run_chaos(browser, stack, tmp_path, MOMENTS, SEED)


async def run_chaos(
    browser: Browser, stack: Stack, folder: Path, moments: int, seed: int
) -> dict[str, int]:
    """Run so many moments and check; returns how many there were of each kind."""
    door = DoorProcess(folder, stack.engine_url)
    door.start()
    context = await browser.new_context()
    try:
        chaos = Chaos(context, door, seed)
        await chaos.start()
        await chaos.run(moments)
        tab = await chaos.settle()
        messages = await stored(tab, door)
        shown = await tab.asked.evaluate_all("(nodes) => nodes.map((node) => node.textContent)")
        expect_nothing_lost(chaos, messages, [text.removeprefix("You: ") for text in shown])
    finally:
        await context.close()
        door.kill()
    return chaos.moments
