"""Takes the pictures of docs/console.md: a made-up month in an assistant of its own.

All of it is real but the people: visitors talk to the running engine, staff work through the
console's forms, and a training is made. It runs in a copy of the checkout.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Page, async_playwright

from scripts.pictures import ARGUMENTS, CHROMIUM, DESKTOP, FOLDER, PHONE
from scripts.showcase.camera import Camera, keep
from scripts.showcase.lessons import teach
from scripts.showcase.month import fill_month
from scripts.showcase.staff import Staff
from settings import load_settings
from storage.database import Database
from tests.checkout import copy_checkout
from tests.conftest import CLINIC, MANY_LEADS
from tests.stack import Stack

LIST = "/staff/conversations"
# Pages to look at as they are: file name and address.
PAGES = {
    "today": "/staff/today",
    "search": f"{LIST}?q=eyebrows",
    "unanswered": "/staff/unanswered",
    "improve": "/staff/improve",
    "answers": "/staff/answers",
    "answer": "/staff/answers/faq.risks.0",
    "leads": "/staff/leads",
    "download": "/staff/leads-export",
    "insights": "/staff/insights",
    "audit": "/staff/audit",
    "staff": "/staff/accounts",
    "account": "/staff/account",
    "erase": "/staff/privacy",
    "notices": "/staff/notices",
}


async def first(page: Page, address: str, pattern: str) -> str:
    """Find the first address on a page."""
    await page.goto(address)
    found = re.search(f'href="({pattern})', await page.content())
    if found is None:
        raise RuntimeError(f"nothing like {pattern} on {address}")
    return found[1]


async def take_pages(page: Page) -> None:
    """Take the admin's pages."""
    for name, address in PAGES.items():
        await page.goto(address)
        await keep(page, name)
    await page.goto(LIST)
    await page.get_by_text("Filters", exact=True).click()
    await keep(page, "conversations")
    for name, where, pattern in (
        ("cluster", "/staff/unanswered", r"/staff/unanswered/\d+"),
        ("report", "/staff/improve", r"/staff/improve/reports/\d+"),
    ):
        await page.goto(await first(page, where, pattern))
        await keep(page, name)


async def take_conversation(page: Page) -> None:
    """Take a transcript with its topic form, and the keys."""
    await page.goto(await first(page, f"{LIST}?rating=unhelpful", rf"{LIST}/[\w-]{{20,}}"))
    await page.locator(".wrong-topic").last.click()
    await keep(page, "conversation")
    await page.keyboard.press("Escape")
    await page.locator("#show-keys").click()
    await keep(page, "keys")


async def take_erasure(page: Page) -> None:
    """Erase a person, up to the receipt."""
    reference = (await first(page, "/staff/leads?state=closed", r"/staff/leads/[A-Z]{2}-\d{4}"))[
        -7:
    ]
    await page.goto("/staff/privacy")
    await page.get_by_label("Who?").fill(reference)
    await page.get_by_role("button", name="Look").click()
    await page.get_by_label("Why").fill("asked for it by letter")
    await keep(page, "erase-sure")
    await page.get_by_role("button", name="Erase for good").click()
    await page.get_by_role("heading", name="Receipt").wait_for()
    await keep(page, "receipt")


async def take_request(page: Page) -> None:
    """Take a request as its assignee sees it, and hidden words."""
    await page.goto(await first(page, "/staff/leads?who=mine", r"/staff/leads/[A-Z]{2}-\d{4}"))
    await keep(page, "lead")
    talk = await first(page, page.url, rf"{LIST}/[\w-]{{20,}}")
    await page.goto(await first(page, talk, r"/staff/reveal/[\w/-]+"))
    await keep(page, "reveal")


async def take_all(address: str, staff: list[Staff]) -> None:
    """Take all pictures."""
    admin, reviewer = staff[:2]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        desk = Camera(browser, address, DESKTOP, "light")
        async with desk.look(admin) as page:
            await take_pages(page)
            await take_conversation(page)
        async with desk.look(reviewer) as page:
            await take_request(page)
        async with desk.look(None) as page:
            await page.goto("/staff/sign-in")
            await keep(page, "sign-in")
        async with Camera(browser, address, DESKTOP, "dark").look(admin) as page:
            await page.goto("/staff/today")
            await keep(page, "today-dark")
        async with Camera(browser, address, PHONE, "dark").look(reviewer) as page:
            for name in ("today", "leads"):
                await page.goto(PAGES[name])
                await keep(page, f"{name}-phone")
        async with desk.look(admin) as page:
            await take_erasure(page)
        await browser.close()


async def make_and_take(stack: Stack) -> None:
    """Make the month and take its pictures."""
    zone = ZoneInfo(load_settings().clinic_time_zone)
    database = Database(stack.database_url)
    staff = await fill_month(stack.base_url, database, zone)
    await teach(staff, database)
    await take_all(stack.base_url, staff)
    for colleague in staff:
        await colleague.http.aclose()
    await database.close()


def main() -> None:
    """Start an assistant, fill it, take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder), **CLINIC, **MANY_LEADS)
        stack.root = copy_checkout(Path(folder) / "checkout")
        stack.start()
        try:
            asyncio.run(make_and_take(stack))
        finally:
            stack.stop()


if __name__ == "__main__":
    main()
