"""Topics by keyboard in a real browser: on the transcript, and for a whole cluster."""

from __future__ import annotations

from playwright.async_api import Browser, Page, expect

from storage.review.corrections import list_corrections
from storage.tables.correction import PROPOSED
from tests.storage.talks import talk
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.staff.browsing import browsing, listens
from tests.web.staff.colleague import Colleague
from tests.web.staff.test_unanswered import cluster, miss
from tests.widget.conftest import browser

__all__ = ["browser", "cluster"]


async def proposed(console: Running) -> list[tuple[str, str]]:
    """Read what waits in the review queue: texts and topics."""
    async with console.door.database.read() as session:
        return [
            (one.text or "", one.correction.topic)
            for one in await list_corrections(session, PROPOSED)
        ]


async def choose_and_send(page: Page, letters: str) -> None:
    """Choose in the list that has the focus, as people do: by the first letters of it."""
    await page.keyboard.type(letters)
    await page.keyboard.press("Enter")


async def test_topic_of_a_message(browser: Browser, reviewer: Colleague, console: Running) -> None:
    """C goes to the next message, Enter opens the form, letters choose, Enter sends."""
    await talk(console.door.database, "c", "Is it safe?", "Does it hurt?", "And at night?")
    async with browsing(browser, console, reviewer) as context:
        page = await context.new_page()
        await page.goto("/staff/conversations/c?unanswered=1")
        await listens(page)
        await page.keyboard.press("c")
        await page.keyboard.press("Enter")
        await expect(page.get_by_label("Which topic answers this?")).to_be_focused()
        await page.keyboard.press("Enter")  # nothing is chosen yet: nothing is sent
        await page.keyboard.press("Escape")
        await expect(page.locator(".said .correct")).to_have_count(0)
        await page.keyboard.press("c")
        await page.keyboard.press("Enter")
        await choose_and_send(page, "Does it hurt")
        await expect(page.locator("#m4 .about")).to_contain_text(
            "Corrected Does it hurt?, waits in the review queue"
        )
        assert page.url.endswith("/staff/conversations/c?unanswered=1#m4")
    assert await proposed(console) == [("Does it hurt?", "ask_clinic/pain")]


async def test_topic_without_scripts(
    browser: Browser, reviewer: Colleague, viewer: Colleague, console: Running
) -> None:
    """The same form comes with the page; a viewer's page has none."""
    await talk(console.door.database, "c", "Is it safe?")
    async with browsing(browser, console, reviewer, java_script_enabled=False) as context:
        page = await context.new_page()
        await page.goto("/staff/conversations/c")
        await page.get_by_role("link", name="Wrong topic?").click()
        await page.get_by_label("Which topic answers this?").select_option("faq/risks")
        await page.get_by_role("button", name="Save topic").click()
        await expect(page.locator("#m2 .about")).to_contain_text("What are the risks?, waits")
        await page.get_by_role("link", name="Another topic").click()
        await expect(page.get_by_label("Which topic answers this?")).to_have_value("faq/risks")
    assert await proposed(console) == [("Is it safe?", "faq/risks")]
    text = (await viewer.get("/staff/conversations/c?correct=2")).text
    assert "Corrected" in text
    assert "wrong-topic" not in text
    assert "correct-form" not in text


async def test_clusters(
    browser: Browser, reviewer: Colleague, console: Running, engine: FakeEngine, cluster: str
) -> None:
    """J, k and Enter on the list; a digit chooses, Enter sends; letters choose another topic."""
    await miss(console, engine, "is there parking")
    await console.door.sorter.sort()
    async with browsing(browser, console, reviewer) as context:
        page = await context.new_page()
        await page.goto("/staff/unanswered")
        await listens(page)
        for key in ("j", "j", "k", "Enter"):
            await page.keyboard.press(key)
        await page.wait_for_url(f"**{cluster}")
        await listens(page)
        await page.keyboard.press("j")
        await expect(page.locator(".lines a").first).to_be_focused()
        await page.keyboard.press("1")
        await expect(page.get_by_role("button", name="What are the risks?")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("p.flash[role=status]")).to_contain_text("2 questions wait")
        await listens(page)
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/unanswered/2")
        await listens(page)
        await page.keyboard.press("t")
        await choose_and_send(page, "Where are you")
        await expect(page.locator("p.flash[role=status]")).to_contain_text("1 question waits")
    topics = [topic for _, topic in await proposed(console)]
    assert topics == ["ask_clinic/location_hours", "faq/risks", "faq/risks"]


async def test_keys_of_clusters_are_shown(
    browser: Browser, viewer: Colleague, console: Running, cluster: str
) -> None:
    """`?` shows the keys on the list and in a cluster; u leads back up."""
    async with browsing(browser, console, viewer) as context:
        page = await context.new_page()
        for address in ("/staff/unanswered", cluster):
            await page.goto(address)
            await listens(page)
            await page.keyboard.press("?")
            shown = page.get_by_role("dialog", name="Keys")
            await expect(shown).to_be_visible()
            await page.keyboard.press("Escape")
            await expect(shown).to_be_hidden()
        await page.keyboard.press("u")
        await page.wait_for_url("**/staff/unanswered")
