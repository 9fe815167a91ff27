"""`make chaos PART=widget`: 200 moments at which something fails in mid-chat."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.async_api import Browser

from tests.stack import Stack
from tests.widget.test_chaos_short import run_chaos

MOMENTS = int(os.environ.get("CHAOS_COUNT") or 200)
SEED = int(os.environ.get("SEED", "2026"))


async def test_nothing_is_lost(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    """Nothing lost, nothing twice, order kept, every question answered."""
    moments = await run_chaos(browser, stack, tmp_path, MOMENTS, SEED)
    print(f"\n{sum(moments.values())} moments: {moments}")
    assert sum(moments.values()) == MOMENTS
