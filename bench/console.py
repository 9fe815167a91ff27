"""Times what the console reads at 100,000 conversations: `make bench-console`.

The running program is asked over HTTP, as by a colleague's browser: what is timed is the whole
page. Each database is measured several times, and the quietest time counts. Writes p50 and p95
into docs/figures.md.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import statistics
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime

import httpx

from bench.databases import CONVERSATIONS, filled_databases
from bench.figures import table, write_part
from bench.filled_conversation import DATA_KEY, LONG_ID, RARE_WORD
from bench.running_web import running_web
from storage.database import Database
from storage.staff.accounts import account_of_email, add_account
from storage.staff.sessions import open_session
from storage.tables.account import VIEWER
from web.staff.cookies import hash_token

PASSES = 4
ROUNDS = 20
EMAIL = "bench@clinic.example"
LIST = "/staff/conversations"
# Name, goal in ms, address.
PAGES = [
    ("List", 100, LIST),
    ("List, last page", 100, f"{LIST}?after=oldest"),
    ("Date: one day half a year ago", 100, f"{LIST}?since=2026-05-20&until=2026-05-20"),
    ("Topic", 100, f"{LIST}?topic=faq%2Fsafety"),
    ("Confidence below 40 %", 100, f"{LIST}?below=40"),
    ("Unanswered", 100, f"{LIST}?unanswered=1"),
    ("Urgent", 100, f"{LIST}?urgent=1"),
    ("Handed over", 100, f"{LIST}?handed_over=1"),
    ("Rating: thumbs down", 100, f"{LIST}?rating=unhelpful"),
    ("Length: 40 messages", 100, f"{LIST}?least=40"),
    ("Page", 100, f"{LIST}?page=%2Fprices"),
    ("Reviewer: nobody's match", 100, f"{LIST}?reviewer=1"),
    ("State: later", 100, f"{LIST}?state=later"),
    ("Tag", 100, f"{LIST}?tag=training"),
    ("Seven filters at once", 100, f"{LIST}?urgent=1&handed_over=1&rating=unhelpful&state=open"
     "&below=60&least=4&since=2026-01-01"),
    ("New ones (poll)", 100, f"{LIST}/newer?after=1795000000000000-x"),
    ("Search: a rare word", 300, f"{LIST}?q={RARE_WORD}"),
    ("Search: the commonest word", 300, f"{LIST}?q=the"),
    ("Search: a common word", 300, f"{LIST}?q=hair"),
    ("Search: three words", 300, f"{LIST}?q=hair+treatment+safe"),
    ("Search: a phrase", 300, f"{LIST}?q=%22stem+cell+therapy%22"),
    ("Search: nothing", 300, f"{LIST}?q=qqqqq"),
    ("Search: common word, rare filter", 300, f"{LIST}?q=hair&tag=training"),
    ("Transcript of 1,000 turns", 500, f"{LIST}/{LONG_ID}"),
]  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """One pass over all pages."""

    load: float
    """Of the machine, before it."""
    times: dict[str, tuple[float, float]]
    """p50 and p95 in ms, by the page's name."""


async def measure(url: str) -> Measured:
    """Time every page on one database.

    Args:
        url: A database that `bench.fill` has filled.

    Returns:
        How long the pages took.
    """
    load, token = os.getloadavg()[0], await _sign_in(url)
    # Nothing is to be erased while it is timed.
    kept = {"RETENTION_DAYS": "3650", "LEAD_RETENTION_DAYS": "3650"}
    with running_web(DATABASE_URL=url, DATA_KEYS=DATA_KEY, **kept) as address:
        cookies = {"staff_session": token}
        async with httpx.AsyncClient(base_url=address, cookies=cookies, timeout=120) as client:
            return Measured(load, {name: await _time(client, path) for name, _, path in PAGES})


async def _time(client: httpx.AsyncClient, address: str) -> tuple[float, float]:
    """Ask for a page again and again; the first time is not counted."""
    times = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        response = await client.get(address)
        times.append((time.perf_counter() - started) * 1000)
        response.raise_for_status()
    counted = times[1:]
    return statistics.median(counted), statistics.quantiles(counted, n=20)[-1]


async def _sign_in(url: str) -> str:
    """Open a session of a colleague; gives its token."""
    database, token = Database(url), secrets.token_urlsafe(32)
    async with database.write() as session:
        account = await account_of_email(session, EMAIL)
        if account is None:
            account = await add_account(session, EMAIL, "Bench", VIEWER)
        await open_session(session, account.id, hash_token(token), datetime.now(UTC))
    await database.close()
    return token


def main() -> None:
    """Fill the databases if that was not done yet, time both, and write the table."""
    passes: dict[str, list[Measured]] = {}
    with filled_databases() as urls:
        for number in range(PASSES):
            for kind, url in urls.items():
                measured = asyncio.run(measure(url))
                passes.setdefault(kind, []).append(measured)
                print(f"{kind}, pass {number + 1}, load {measured.load:.1f}", flush=True)
    text = _table(passes)
    print(f"\n{text}")
    note = (
        f"{CONVERSATIONS:,} conversations; {ROUNDS} requests for each page in each of {PASSES} "
        "passes; the quietest counts, page by page. Script: `bench/console.py`."
    )
    write_part("console", "The staff console", f"{text}\n\n{note}")


def _table(passes: dict[str, list[Measured]]) -> str:
    shares = [f"{kind} {share}" for kind in passes for share in ("p50", "p95")]
    rows = [
        [name, str(goal)]
        + [f"{value:.0f}" for found in passes.values() for value in _quietest(found, name)]
        for name, goal, _ in PAGES
    ]
    loads = [[one.load for one in found] for found in passes.values()]
    spans = [cell for found in loads for cell in (f"{min(found):.1f} to {max(found):.1f}", "")]
    days = [cell for _ in passes for cell in (date.today().isoformat(), "")]
    rows += [["Load of the machine before", "", *spans], ["Measured on", "", *days]]
    return table(["Page (ms)", "Goal", *shares], rows)


def _quietest(found: list[Measured], name: str) -> tuple[float, float]:
    """Choose the pass in which others let the machine alone most, by the p50 of a page."""
    return min(one.times[name] for one in found)


if __name__ == "__main__":
    main()
