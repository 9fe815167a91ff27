"""Times what the console reads: `python -m bench.console URL [URL]`, after `bench.fill`.

A running console is asked over HTTP, as by a colleague's browser: what is timed is the whole
page. Writes p50 and p95 into docs/figures.md.
"""

from __future__ import annotations

import asyncio
import secrets
import statistics
import sys
import time
from datetime import UTC, datetime

import httpx
from cryptography.fernet import Fernet

from bench.figures import table, write_part
from bench.filled_conversation import LONG_ID, RARE_WORD
from settings import Settings
from storage.database import Database
from storage.staff.accounts import account_of_email, add_account
from storage.staff.sessions import open_session
from storage.tables.account import VIEWER
from tests.web.serving import serving
from web.app import create_app
from web.staff.cookies import hash_token

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
    ("Search: a common word", 300, f"{LIST}?q=hair"),
    ("Search: three words", 300, f"{LIST}?q=hair+treatment+safe"),
    ("Search: a phrase", 300, f"{LIST}?q=%22stem+cell+therapy%22"),
    ("Search: nothing", 300, f"{LIST}?q=qqqqq"),
    ("Search: common word, rare filter", 300, f"{LIST}?q=hair&tag=training"),
    ("Transcript of 1,000 turns", 500, f"{LIST}/{LONG_ID}"),
]  # fmt: skip


async def measure(url: str) -> dict[str, tuple[float, float]]:
    """Time every page on one database.

    Args:
        url: A database that `bench.fill` has filled.

    Returns:
        p50 and p95 in ms, by the page's name.
    """
    settings = Settings(
        _env_file=None,
        secret_key="s" * 32,
        data_keys=Fernet.generate_key().decode(),
        database_url=url,
        # Nothing is to be erased while it is timed.
        retention_days=3650,
        lead_retention_days=3650,
    )
    cookies = {"staff_session": await _sign_in(url)}
    async with (
        serving(create_app(settings)) as address,
        httpx.AsyncClient(base_url=address, cookies=cookies, timeout=120) as client,
    ):
        return {name: await _time(client, path) for name, _, path in PAGES}


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
    """Time the databases that the command line names, and write the table."""
    urls = sys.argv[1:]
    found = [asyncio.run(measure(url)) for url in urls]
    kinds = ["SQLite" if url.startswith("sqlite") else "PostgreSQL" for url in urls]
    head = ["Page (ms)", "Goal", *(f"{kind} {share}" for kind in kinds for share in ("p50", "p95"))]
    rows = [
        [name, str(goal), *(f"{value:.0f}" for times in found for value in times[name])]
        for name, goal, _ in PAGES
    ]
    text = table(head, rows)
    print(text)
    note = f"100,000 conversations; {ROUNDS} requests each. `python -m bench.console`"
    write_part("console", "The staff console", f"{text}\n\n{note}")


if __name__ == "__main__":
    main()
