"""On other people's pages: strict ones, with attributes, from scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from .conftest import NewChat
from .other_site import OtherSite

SOURCES = Path(__file__).parents[2] / "widget" / "src"
QUESTION = "What are the risks?"
LISTEN = (
    "window.heard = [];"
    "addEventListener('DOMContentLoaded', () => customElements.whenDefined('lp-chat').then(() => {"
    "  for (const name of ['open', 'close', 'message', 'lead'])"
    "    document.querySelector('lp-chat').addEventListener(name,"
    "      ({type, detail}) => window.heard.push([type, detail]))}))"
)


def _page(server: str, attributes: str = "", body: str = "") -> str:
    """Make a page with the one line on it."""
    script = f'<script type="module" src="{server}/widget.js" {attributes}></script>'
    return f'<!doctype html><html lang="en"><title>Site</title>{script}<main>{body}</main>'


async def test_strict_page_of_another_site(
    new_chat: NewChat, site: OtherSite, base_url: str
) -> None:
    """Another site under the strictest policy: asked, answered, rated, copied, printed, erased."""
    policy = (
        f"default-src 'none'; script-src {base_url}; connect-src {base_url};"
        " require-trusted-types-for 'script'; trusted-types"
    )
    address = site.add("/strict", _page(base_url), policy)
    printed = "window.print = () => { (top.printed ??= []).push(document.body.textContent) }"
    chat = await new_chat(address=address, script=printed, permissions=["clipboard-write"])
    assert await chat.page.evaluate("location.origin") == site.origin
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.page.get_by_role("button", name="Helpful", exact=True).last.click()
    await expect(chat.panel).to_contain_text("Your feedback is saved")
    await chat.use_menu("Copy the chat")
    await expect(chat.panel).to_contain_text("The chat is copied")
    await chat.use_menu("Print the chat")
    assert QUESTION in "".join(await chat.page.evaluate("window.printed"))
    async with chat.page.expect_download():
        await chat.use_menu("Download the chat")
    await chat.page.reload()
    await expect(chat.asked).to_have_count(1)
    await chat.use_menu("Forget this chat")
    await chat.page.get_by_role("button", name="Yes, erase it").click()
    await expect(chat.panel).to_contain_text("This chat has been erased.")


async def test_strict_demo_page(new_chat: NewChat, base_url: str) -> None:
    """The strict page of the demo works and breaks no rule of its own."""
    chat = await new_chat(address=f"{base_url}/demo/strict")
    await chat.open()
    await chat.ask_and_wait(QUESTION)


async def test_attributes(new_chat: NewChat, site: OtherSite, base_url: str) -> None:
    """Title, colour, position, greeting, label, theme and language come from the script's line."""
    attributes = (
        'data-title="Ask us" data-color="rebeccapurple" data-position="left" data-theme="dark"'
        ' data-greeting="Welcome to our page." data-label="Talk" data-lang="es"'
    )
    chat = await new_chat(address=site.add("/look", _page(base_url, attributes)))
    box = await chat.launcher.bounding_box()
    assert box and box["x"] < 100
    await expect(chat.launcher).to_have_text(re.compile("Talk"))
    await chat.open()
    await expect(chat.panel.get_by_role("heading", name="Ask us")).to_be_visible()
    await expect(chat.page.locator("lp-chat .log")).to_contain_text("Welcome to our page.")
    await expect(chat.panel.get_by_text("No es consejo médico.")).to_be_visible()
    await expect(chat.answers.first).to_have_attribute("lang", "en")
    ground = await chat.panel.evaluate("(node) => getComputedStyle(node).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", ground)) < 60
    solid = await chat.page.locator("lp-chat .send").evaluate(
        "(node) => getComputedStyle(node).backgroundColor"
    )
    assert solid != "rgb(134, 211, 199)"


async def test_element_on_the_page(new_chat: NewChat, site: OtherSite, base_url: str) -> None:
    """An element that the page places is used, and its own attributes go before the script's."""
    body = '<lp-chat data-label="Mine"><a href="tel:1">Call</a></lp-chat>'
    html = _page(base_url, 'data-label="Script" data-title="Ours"', body)
    chat = await new_chat(address=site.add("/element", html))
    await expect(chat.page.locator("lp-chat")).to_have_count(1)
    await expect(chat.launcher).to_have_text(re.compile("Mine"))
    await expect(chat.page.get_by_role("link", name="Call")).to_be_hidden()
    await chat.open()
    await expect(chat.panel.get_by_role("heading", name="Ours")).to_be_visible()


async def test_methods_and_events(new_chat: NewChat) -> None:
    """Scripts open, ask and close; events tell it, without a word of what was said."""
    chat = await new_chat(script=LISTEN)
    await chat.page.evaluate("document.querySelector('lp-chat').ask('Is it safe?')")
    await expect(chat.asked).to_have_text(re.compile(r"Is it safe\?"))
    await expect(chat.answers).to_have_count(2)
    await chat.page.evaluate("document.querySelector('lp-chat').close()")
    await expect(chat.panel).to_be_hidden()
    await chat.page.evaluate("document.querySelector('lp-chat').open()")
    await expect(chat.panel).to_be_visible()
    heard = await chat.page.evaluate("window.heard")
    names = [name for name, _ in heard]
    assert [name for name in names if name != "message"] == ["open", "close", "open"]
    said = [detail for name, detail in heard if name == "message"]
    assert sorted(detail["from"] for detail in said) == ["assistant", "assistant", "visitor"]
    assert all(set(detail) == {"from"} for detail in said)


@pytest.mark.parametrize(
    ("last", "is_lead"), [("Yes, send it", True), ("Cancel the request", False)]
)
async def test_lead_event(new_chat: NewChat, last: str, is_lead: bool) -> None:
    """`lead` is told when a request was saved, and not when the form was left."""
    chat = await new_chat(script=LISTEN)
    await chat.open()
    await chat.leave_details()
    await chat.press(last)
    heard = [name for name, _ in await chat.page.evaluate("window.heard")]
    assert ("lead" in heard) is is_lead


async def test_custom_properties_and_parts(new_chat: NewChat, base_url: str) -> None:
    """A page's style sheet reaches the chat by custom properties and parts, and only by them."""
    chat = await new_chat(address=f"{base_url}/demo/night")
    await chat.open()
    style = await chat.panel.evaluate(
        "(node) => { const s = getComputedStyle(node); return [s.borderRadius, s.fontFamily] }"
    )
    assert style == ["6px", "Georgia, serif"]
    radius = "(node) => getComputedStyle(node).borderRadius"
    assert await chat.launcher.evaluate(radius) == "6px"


@pytest.mark.parametrize("page", ["rose", "night", "spanish", "rtl"])
async def test_demo_looks(new_chat: NewChat, base_url: str, page: str) -> None:
    """Every look of the demo opens and answers."""
    chat = await new_chat(address=f"{base_url}/demo/{page}")
    await chat.page.get_by_role("link").first.click()
    await expect(chat.answers).to_have_count(1)


async def test_modules_run_as_they_are_written(new_chat: NewChat, base_url: str) -> None:
    """No build step is needed: the modules on disk, one by one, are the same chat."""
    chat = await new_chat(address="about:blank")
    served: list[str] = []

    async def from_disk(route: Route) -> None:
        name = re.sub(r"^.*?/(?:widget/)?([\w/]+\.js).*$", r"\1", route.request.url)
        served.append(name)
        body = (SOURCES / name).read_text(encoding="utf-8")
        await route.fulfill(body=body, content_type="text/javascript")

    await chat.page.route(re.compile(r"/[\w/]+\.js(\?.*)?$"), from_disk)
    await chat.page.goto(base_url)
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    assert {"widget.js", "lp_chat.js", "chat.js", "texts/en.js", "styles/talk.js"} <= set(served)
