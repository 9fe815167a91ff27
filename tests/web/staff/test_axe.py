"""axe-core finds nothing on any page of the console, and no page breaks its strict CSP."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, ViewportSize

from tests.axe import axe_violations
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.staff.access import ACCESS, EVERYBODY
from tests.web.staff.browsing import browsing
from tests.web.staff.colleague import Colleague
from tests.web.staff.console_data import fill_console
from tests.widget.conftest import browser

__all__ = ["browser"]

PHONE: ViewportSize = {"width": 375, "height": 812}
DESKTOP: ViewportSize = {"width": 1280, "height": 860}
Modes = Sequence[tuple[ViewportSize, Literal["light", "dark"]]]
ALL: Modes = ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark"))
# Enough for other states of pages that were looked at already.
FEW: Modes = (ALL[0], ALL[3])
# Answers that are no pages: they lead on, or are files.
NO_PAGES = {
    *("/staff", "/staff/urgent/<notice_id>", "/staff/conversations/newer", "/staff/insights/csv"),
    *("/staff/conversations/<conversation_id>/live", "/staff/waiting"),
    "/staff/conversations/<conversation_id>/export/<kind>",
}
# What a page shows only with more in its address.
MORE = [
    *("/staff/conversations?q=safe", "/staff/conversations?q=nothing-like-this"),
    *("/staff/conversations?urgent=1&since=2026-01-01&hour=9", "/staff/leads?state=booked"),
    *("/staff/leads?state=no_answer", "/staff/unanswered?state=wanted", "/staff/unanswered/3"),
    *("/staff/insights?since=2020-01-01&until=2020-02-01", "/staff/audit?what=lead.view"),
    *("/staff/improve/reports/2", "/staff/answers/faq.safety.0"),
]


def addresses(examples: dict[str, str]) -> list[str]:
    """Give an address for every route with a page."""
    found = []
    for method, path in ACCESS:
        if method == "GET" and path not in NO_PAGES:
            for name, value in examples.items():
                path = path.replace(f"<{name}>", value)
            assert "<" not in path, path
            found.append(path)
    return found + MORE


async def look(page: Page, found: dict[str, list[str]], name: str, modes: Modes = ALL) -> None:
    """Look at a page in both sizes, light and dark."""
    for size, scheme in modes:
        await page.set_viewport_size(size)
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        problems = await axe_violations(page)
        width = await page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            problems.append(f"{width} px wide")
        if problems:
            found[f"{name}, {size['width']} px, {scheme}"] = problems


async def erase(page: Page) -> None:
    """Go as far as the question whether to erase."""
    await page.goto("/staff/privacy")
    await page.get_by_label("Who?").fill("+1 617 555 0134")
    await page.get_by_role("button", name="Look").click()
    await page.get_by_role("heading", name="Erase this person?").wait_for()


async def invite(page: Page) -> None:
    """Invite a colleague: the link is shown."""
    await page.goto("/staff/accounts")
    await page.get_by_label("Name", exact=True).fill("Bo")
    await page.get_by_label("E-mail address").fill("bo@clinic.example")
    await page.get_by_role("button", name="Make a link").click()
    await page.get_by_role("heading", name="A link for Bo").wait_for()


async def reveal(page: Page) -> None:
    """See hidden words."""
    await page.goto("/staff/reveal/c1/2")
    await page.get_by_label("Why do you need to see them?").fill("a digit is missing")
    await page.get_by_role("button", name="Show the words").click()
    await page.get_by_text("is in the audit log").wait_for()


async def correct(page: Page) -> None:
    """Open the form for a message's topic."""
    await page.goto("/staff/conversations/" + "u" * 32)
    await page.get_by_role("link", name="Wrong topic?").click()
    await page.get_by_label("Which topic answers this?").wait_for()


async def keys(page: Page) -> None:
    """Show the keys."""
    await page.goto("/staff/unanswered/1")
    await page.locator("#show-keys").click()
    await page.get_by_role("dialog").wait_for()


async def filters(page: Page) -> None:
    """Open the filters."""
    await page.goto("/staff/conversations")
    await page.get_by_text("Filters", exact=True).click()


async def numbers(page: Page) -> None:
    """Open the tables under the charts."""
    await page.goto("/staff/insights")
    for summary in await page.locator("summary").all():
        await summary.click()


STEPS: list[Callable[[Page], Coroutine[Any, Any, None]]] = [
    *(erase, reveal, correct, keys, filters, numbers, invite),
]
STATES = (correct, keys, filters, numbers)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_axe_finds_nothing(
    browser: Browser,
    console: Running,
    engine: FakeEngine,
    admin: Colleague,
    reviewer: Colleague,
    outsider: Colleague,
) -> None:
    """Every page with real data, every state of it, phone and desktop, light and dark."""
    examples = await fill_console(console, engine, admin, reviewer)
    examples |= {"token": "t" * 43, "seq": "2"}
    found: dict[str, list[str]] = {}
    async with browsing(browser, console, admin) as context:
        page = await context.new_page()
        for address in addresses(examples):
            if ACCESS.get(("GET", address)) == EVERYBODY or address.startswith("/staff/welcome"):
                continue
            # A message with hidden words is in another conversation.
            address = address.replace(f"{examples['conversation_id']}/2", "c1/2")
            answer = await page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            await look(page, found, address, FEW if address in MORE else ALL)
        for step in STEPS:
            await step(page)
            await look(page, found, step.__name__, FEW if step in STATES else ALL)
        link = await page.get_by_label("Link", exact=True).input_value()
    async with browsing(browser, console, outsider) as context:
        page = await context.new_page()
        for address in ("/staff/sign-in", urlsplit(link).path):
            await page.goto(address)
            await look(page, found, address)
    async with browsing(browser, console, admin, allowed="status of 404") as context:
        page = await context.new_page()
        await page.goto("/staff/nowhere")
        await look(page, found, "error")
    assert found == {}
