"""What the widget costs a page: a blank page with and without it, in a real browser, in turn."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, sync_playwright

from scripts.pictures import ARGUMENTS, CHROMIUM
from tests.stack import Stack, free_ports
from tests.widget.other_site import serve_site

ROUNDS = 20
TURNS = 40
OBSERVE = """
window.long = 0; window.shift = 0;
new PerformanceObserver((l) => { for (const e of l.getEntries()) window.long += e.duration })
  .observe({ type: "longtask", buffered: true });
new PerformanceObserver((l) => { for (const e of l.getEntries()) window.shift += e.value })
  .observe({ type: "layout-shift", buffered: true });
"""
MEASURE = """() => {
  return {
    "long tasks (ms)": window.long,
    "layout shift": window.shift,
    "load (ms)": performance.getEntriesByType("navigation")[0].loadEventEnd,
  };
}"""
# From the moment at which the answer's last byte is there to the frame that shows it.
PAINTED = """() => {
  window.painted = [];
  const log = document.querySelector("lp-chat").shadowRoot.querySelector(".log");
  new MutationObserver((changes) => {
    const answers = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    if (!answers.some((node) => node.classList?.contains("theirs"))) return;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const replies = performance.getEntriesByType("resource")
        .filter(({ name }) => name.endsWith("/messages"));
      window.painted.push(performance.now() - replies.at(-1).responseEnd);
      performance.clearResourceTimings();
    }));
  }).observe(log, { childList: true });
}"""
USABLE = """() => new Promise((resolve) => {
  const chat = document.querySelector("lp-chat");
  const started = performance.now();
  chat.addEventListener("message", () =>
    requestAnimationFrame(() => resolve(performance.now() - started)), { once: true });
  chat.shadowRoot.querySelector(".launcher").click();
})"""


def main() -> None:
    """Starts the assistant and another site, measures and prints."""
    port = free_ports(1)[0]
    with tempfile.TemporaryDirectory() as folder, serve_site(port) as site:
        stack = Stack(Path(folder), ALLOWED_ORIGINS=site.origin)
        stack.start()
        line = f'<script type="module" src="{stack.base_url}/widget.js"></script>'
        html = '<!doctype html><html lang="en"><title>Blank</title><p>Blank.</p>'
        pages = {
            "without": site.add("/without", html),
            "with": site.add("/with", html + line),
        }
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
                _compare(browser, pages)
                _talk(browser, pages["with"])
                browser.close()
        finally:
            stack.stop()


def _compare(browser: Browser, pages: dict[str, str]) -> None:
    """Loads both pages in turn, each time with an empty cache."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, address in pages.items():
            found[name].append(_in_new_page(browser, address, _measure_load))
    print(f"A blank page, median of {ROUNDS} loads:\n")
    print(f"{'':18}{'without':>10}{'with':>10}{'difference':>12}")
    for key in found["with"][0]:
        without, with_it = (
            statistics.median(load[key] for load in found[name]) for name in ("without", "with")
        )
        print(f"{key:18}{without:10.1f}{with_it:10.1f}{with_it - without:12.1f}")


def _measure_load(page: Page) -> dict[str, float]:
    page.wait_for_timeout(300)
    measured: dict[str, float] = page.evaluate(MEASURE)
    return measured


def _talk(browser: Browser, address: str) -> None:
    """Measures the first opening, and how soon an answer that has come is on the screen."""
    usable = [
        _in_new_page(browser, address, lambda page: {"ms": page.evaluate(USABLE)})["ms"]
        for _ in range(ROUNDS)
    ]
    print(f"\nclick to usable: {_spread(usable)}")
    painted = _in_new_page(browser, address, _ask)
    times = [value for name, value in painted.items() if name.isdigit()]
    print(f"reply received to painted: {_spread(times)}")


def _ask(page: Page) -> dict[str, float]:
    page.locator("lp-chat .launcher").click()
    page.locator("lp-chat .theirs").first.wait_for()
    page.evaluate(PAINTED)
    for number in range(TURNS):
        page.locator("lp-chat textarea").fill("What are the risks?")
        page.keyboard.press("Enter")
        page.wait_for_function("(count) => window.painted.length > count", arg=number)
    return {str(number): value for number, value in enumerate(page.evaluate("window.painted"))}


def _in_new_page(
    browser: Browser, address: str, measure: Callable[[Page], dict[str, float]]
) -> dict[str, float]:
    """Measures in a browser that knows nothing yet; the page itself is not counted."""
    context = browser.new_context()
    context.add_init_script(OBSERVE)
    page = context.new_page()
    asked: list[Request] = []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(address)
    if address.endswith("/with"):
        page.locator("lp-chat .launcher").wait_for()
    measured = measure(page)
    sizes = [request.sizes() for request in asked if request.resource_type != "document"]
    sent = [size["responseBodySize"] + size["responseHeadersSize"] for size in sizes]
    context.close()
    return {"requests": len(sent), "bytes": sum(sent), **measured}


def _spread(values: list[float]) -> str:
    ordered = sorted(values)
    p95 = ordered[int(len(ordered) * 0.95) - 1]
    return f"median {statistics.median(ordered):.0f} ms, p95 {p95:.0f} ms ({len(ordered)} times)"


if __name__ == "__main__":
    main()
