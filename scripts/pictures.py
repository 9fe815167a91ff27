"""Takes the pictures of the README from the running assistant: `make run`, then `make pictures`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

Scheme = Literal["light", "dark"]
FOLDER = Path("docs/images")
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
DESKTOP, PHONE = (1280, 860), (390, 844)
QUESTIONS = ["how do hair follicle stem cells work?", "is it safe and what does it cost?"]
REQUEST = [
    "what are the risks?",
    "please call me back",
    "Yes, I agree",
    "Maria, 202 555 0178, after 5",
]


def take(
    browser: Browser,
    address: str,
    name: str,
    size: tuple[int, int],
    scheme: Scheme,
    says: list[str] = QUESTIONS,
) -> None:
    """Opens a demo page, says a few things and keeps a picture of it.

    Args:
        browser: A running browser.
        address: The page.
        name: File name without its ending.
        size: Width and height of the window in CSS pixels.
        scheme: ``light`` or ``dark``.
        says: What to type, one message after the other.
    """
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.goto(address)
    page.locator("lp-chat .launcher").click()
    answers = page.locator("lp-chat .theirs")
    answers.first.wait_for()
    for words in says:
        said = answers.count()
        field = page.locator("lp-chat textarea")
        field.fill(words)
        field.press("Enter")
        answers.nth(said).wait_for()
        page.locator("lp-chat .typing").wait_for(state="hidden")
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def main() -> None:
    """Takes all pictures."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        take(browser, address, "chat-light", DESKTOP, "light")
        take(browser, address, "chat-dark", DESKTOP, "dark")
        take(browser, address, "chat-phone", PHONE, "light")
        take(browser, f"{address}/demo/rtl", "chat-rtl", DESKTOP, "light")
        take(browser, f"{address}/demo/spanish", "chat-spanish", PHONE, "dark")
        take(browser, address, "form-light", DESKTOP, "light", REQUEST)
        take(browser, address, "form-phone", PHONE, "dark", REQUEST)
        browser.close()


if __name__ == "__main__":
    main()
