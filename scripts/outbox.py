"""Shows staff what the clinic was told, and what could not be told: `make outbox`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from settings import Settings, load_settings
from storage.database import Database
from storage.migrate import require_current
from storage.notices import counts, dead_notices, failing_notices, retry_dead
from storage.tables import Notice
from storage.tables.notice import EMAIL, URGENT
from web.staff.notices.advice import advice

SENT_DAYS = 7


def main() -> int:
    """Prints the outbox, or queues its dead notices again; gives the exit status."""
    parser = argparse.ArgumentParser(prog="make outbox", description=__doc__)
    parser.add_argument("--retry", choices=["all"], help="queue all dead notices again")
    retry = parser.parse_args().retry == "all"
    settings = load_settings()
    require_current(settings.database_url)
    print(asyncio.run(_retry(settings) if retry else _describe(settings)))
    return 0


async def _retry(settings: Settings) -> str:
    database = Database(settings.database_url)
    async with database.write() as session:
        queued = await retry_dead(session, datetime.now(UTC))
    await database.close()
    return f"{queued} queued again; `make outbox` shows in a minute how it went."


async def _describe(settings: Settings) -> str:
    since = datetime.now(UTC) - timedelta(days=SENT_DAYS)
    database = Database(settings.database_url)
    async with database.read() as session:
        numbers = await counts(session, since)
        failing = await failing_notices(session)
        dead = await dead_notices(session)
    await database.close()
    ways = " and ".join(settings.notice_kinds) or "no way: nobody is told, see docs/settings.md"
    lines = [
        f"Notices to the clinic (by {ways}): {numbers.waiting} waiting, "
        f"{numbers.sent} sent in the last {SENT_DAYS} days, {numbers.dead} dead.",
        *_section("Failed, and tried again by itself:", failing, settings),
        *_section("Dead: given up, the clinic has not heard of these this way:", dead, settings),
    ]
    if dead:
        lines += ["", "Look at them in the console, mend the cause, then: make outbox RETRY=all"]
    return "\n".join(lines)


def _section(title: str, notices: Sequence[Notice], settings: Settings) -> list[str]:
    if not notices:
        return []
    lines = ["", title]
    for notice in notices:
        lines += [f"- {_name(notice)}: {_fate(notice, settings)}", f"  {advice(notice)}"]
    return lines


def _name(notice: Notice) -> str:
    way = "e-mail" if notice.kind == EMAIL else "webhook"
    what = f"urgent {notice.id}" if notice.event == URGENT else f"request {notice.reference}"
    return f"{what} by {way}"


def _fate(notice: Notice, settings: Settings) -> str:
    zone = ZoneInfo(settings.clinic_time_zone)
    tries = "1 try" if notice.attempts == 1 else f"{notice.attempts} tries"
    moment = notice.dead_at or notice.next_attempt_at
    when = "dead since" if notice.dead_at else "next try"
    shown = f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}" if moment else "-"
    added = f"{notice.created_at.astimezone(zone):%Y-%m-%d %H:%M}"
    return f"from {added}, {tries}, {notice.last_error}, {when} {shown}"


if __name__ == "__main__":
    sys.exit(main())
