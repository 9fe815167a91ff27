"""When the chat itself can not be loaded."""

from __future__ import annotations

from playwright.async_api import expect

from .conftest import NewChat

SCRIPT = "**/widget/*.js*"


async def test_ways_to_the_clinic(new_chat: NewChat, base_url: str) -> None:
    """Phone and emergency number instead of the chat; one more try when the network is back."""
    chat = await new_chat(address=f"{base_url}/demo/rose")
    await chat.page.route(SCRIPT, lambda route: route.abort())
    await chat.launcher.click()
    box = chat.page.get_by_role("alert")
    await expect(box).to_contain_text("The chat cannot be reached right now.")
    await expect(box).to_contain_text("Not medical advice. Urgent? Call 911")
    await expect(box.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    number = box.get_by_role("link", name="+1 202 555 0142")
    await expect(number).to_have_attribute("href", "tel:+12025550142")
    await expect(box.get_by_role("button", name="Try again")).to_be_focused()
    await chat.page.unroute_all(behavior="wait")
    await box.get_by_role("button", name="Try again").click()
    await expect(chat.answers).to_have_count(1)
    await expect(box).to_have_count(0)


async def test_escape_leaves_it(new_chat: NewChat, base_url: str) -> None:
    """Escape closes the box and gives the focus back; the network's return opens the chat."""
    chat = await new_chat(address=f"{base_url}/demo/rose")
    await chat.page.context.set_offline(True)
    await chat.launcher.press("Enter")
    await expect(chat.page.get_by_role("alert")).to_be_visible()
    await chat.page.keyboard.press("Escape")
    await expect(chat.page.get_by_role("alert")).to_have_count(0)
    await expect(chat.launcher).to_be_focused()
    await chat.launcher.press("Enter")
    await expect(chat.page.get_by_role("alert")).to_be_visible()
    await chat.page.context.set_offline(False)
    await expect(chat.answers).to_have_count(1)
