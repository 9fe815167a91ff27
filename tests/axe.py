"""Runs axe-core on a page of a real browser."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.async_api import Page

AXE = Path(__file__).parents[1] / "widget" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def axe_violations(page: Page) -> list[str]:
    """Return what axe finds: WCAG 2.2 A and AA, and best practice."""
    if not await page.evaluate("typeof axe === 'object'"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found = await page.evaluate(f"axe.run(document, {json.dumps(rules)})")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
